<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the XSD: content models as particles. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="k">

  <!-- Particles -->

  <xsl:function name="k:occurs" as="attribute()*">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="$node/@min ne '1'">
      <xsl:attribute name="minOccurs" select="$node/@min"/>
    </xsl:if>
    <xsl:if test="$node/@max ne '1'">
      <xsl:attribute name="maxOccurs" select="if ($node/@max eq '-1') then 'unbounded' else $node/@max"/>
    </xsl:if>
  </xsl:function>

  <xsl:mode name="particle" on-no-match="fail"/>
  <xsl:template mode="particle" match="k:empty" as="empty-sequence()"/>
  <xsl:template mode="particle" match="k:el | k:class" as="element()">
    <xs:group ref="{k:q(@name)}">
      <xsl:sequence select="k:occurs(.)"/>
    </xs:group>
  </xsl:template>
  <xsl:template mode="particle" match="k:seq | k:alt" as="element()">
    <xsl:element name="xs:{if (self::k:seq) then 'sequence' else 'choice'}">
      <xsl:sequence select="k:occurs(.)"/>
      <xsl:apply-templates mode="#current" select="*"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="particle" match="k:interleave" as="element()">
    <xs:all>
      <xsl:sequence select="k:occurs(.)"/>
      <xsl:for-each select="*">
        <xsl:variable name="element" as="element()" select="key('element', @name, $schema/root())"/>
        <xs:element>
          <xsl:choose>
            <xsl:when test="$element/@ns eq $main">
              <xsl:attribute name="name" select="$element/@name"/>
              <xsl:attribute name="type" select="k:q($element/@ident)"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="ref" select="k:label($element/@ns) || ':' || $element/@name"/>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:sequence select="k:occurs(.)"/>
        </xs:element>
      </xsl:for-each>
    </xs:all>
  </xsl:template>
  <xsl:template mode="particle" match="k:any" as="element()">
    <xsl:choose>
      <xsl:when test="$main ne '' and k:except[not(@name)]/@ns = $main">
        <!-- ##other leaves out elements of no namespace as well; RELAX NG does not. -->
        <xs:choice>
          <xsl:sequence select="k:occurs(.)"/>
          <xs:any namespace="##other" processContents="skip"/>
          <xs:any namespace="##local" processContents="skip"/>
        </xs:choice>
      </xsl:when>
      <xsl:otherwise>
        <xs:any processContents="skip">
          <xsl:if test="@require ne ''">
            <xsl:attribute name="namespace" select="@require"/>
          </xsl:if>
          <xsl:sequence select="k:occurs(.)"/>
        </xs:any>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
