<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the XSD: content models brought to what XSD accepts. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="k">

  <!-- A model that XSD accepts: as it is, rewritten, or widened to its elements in any order. -->
  <xsl:function name="k:settled" as="map(*)">
    <xsl:param name="model" as="element()"/>
    <xsl:variable name="ordered" as="element()" select="k:unordered($model)"/>
    <xsl:variable name="rewritten" as="element()">
      <xsl:choose>
        <xsl:when test="empty(k:doubts($ordered, $schema/root()))">
          <xsl:sequence select="$ordered"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:variable name="rewriting" as="element()">
            <xsl:apply-templates mode="k:rewrite" select="$ordered">
              <xsl:with-param name="schema" tunnel="yes" select="$schema/root()"/>
            </xsl:apply-templates>
          </xsl:variable>
          <xsl:sequence select="k:simplify($rewriting)"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="doubts" as="xs:string*" select="k:doubts($rewritten, $schema/root())"/>
    <xsl:sequence select="map{
      'model': if (exists($doubts)) then k:widened($rewritten) else $rewritten,
      'doubts': $doubts,
      'widened': exists($model/descendant-or-self::k:interleave) and not($ordered/self::k:interleave)}"/>
  </xsl:function>

  <!-- xs:all holds single elements and stands alone; any other interleaving is widened. -->
  <xsl:function name="k:unordered" as="element()">
    <xsl:param name="model" as="element()"/>
    <xsl:choose>
      <xsl:when test="$model/self::k:interleave[@max eq '1'] and (every $part in $model/* satisfies $part/self::k:el[@max eq '1'])">
        <xsl:sequence select="$model"/>
      </xsl:when>
      <xsl:when test="exists($model/descendant-or-self::k:interleave)">
        <xsl:variable name="opened" as="element()">
          <xsl:apply-templates mode="k:open" select="$model"/>
        </xsl:variable>
        <xsl:sequence select="k:simplify($opened)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$model"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:mode name="k:open" on-no-match="shallow-copy"/>
  <xsl:template mode="k:open" match="k:interleave" as="element()">
    <xsl:sequence select="k:widened(.)"/>
  </xsl:template>

  <xsl:function name="k:widened" as="element()">
    <xsl:param name="model" as="element()"/>
    <xsl:variable name="leaves" as="element()*" select="$model/descendant-or-self::*[k:is-leaf(.)]"/>
    <xsl:choose>
      <xsl:when test="$leaves/self::k:any">
        <k:any min="0" max="-1"/>
      </xsl:when>
      <xsl:otherwise>
        <k:alt min="0" max="-1">
          <xsl:for-each select="distinct-values($leaves ! k:leaf-names(., $schema/root()))">
            <k:el name="{.}" min="1" max="1"/>
          </xsl:for-each>
        </k:alt>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Macros stand for their content: text in them decides whether the element is mixed. -->
  <xsl:function name="k:without-macros" as="element()">
    <xsl:param name="content" as="element()"/>
    <xsl:variable name="opened" as="element()">
      <xsl:apply-templates mode="k:macros" select="$content"/>
    </xsl:variable>
    <xsl:sequence select="k:simplify($opened)"/>
  </xsl:function>
  <xsl:mode name="k:macros" on-no-match="shallow-copy"/>
  <xsl:template mode="k:macros" match="k:macro-ref" as="element()">
    <k:seq>
      <xsl:copy-of select="@min, @max"/>
      <xsl:apply-templates mode="#current" select="key('macro', @name)/k:content/*"/>
    </k:seq>
  </xsl:template>

  <xsl:function name="k:without-text" as="element()">
    <xsl:param name="content" as="element()"/>
    <xsl:apply-templates mode="k:without-text" select="$content"/>
  </xsl:function>
  <xsl:mode name="k:without-text" on-no-match="shallow-copy"/>
  <xsl:template mode="k:without-text" match="k:text | k:data | k:values" as="element()">
    <k:empty/>
  </xsl:template>

</xsl:stylesheet>
