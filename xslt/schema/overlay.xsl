<?xml version="1.0" encoding="UTF-8"?>
<!--
  A specification laid over another: what mode="change" means for elements, classes, attributes and lists of values
  (TEI Guidelines, chapter "Using the TEI", on personalization).

  Used twice: for an ODD over its base, and, within one ODD, for an element's word on an attribute that it has from a class.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <!-- The result keeps the base's place in the file, but what comes from the change keeps its own. -->
  <xsl:function name="k:overlay" as="element()">
    <xsl:param name="base" as="element()"/>
    <xsl:param name="change" as="element()"/>
    <xsl:element name="{local-name($base)}" namespace="{namespace-uri($base)}">
      <xsl:copy-of select="$base/@*, $change/(@* except (@mode, @k:at))"/>
      <xsl:copy-of select="k:either($base, $change, 'altIdent'), k:either($base, $change, 'equiv')"/>
      <xsl:copy-of select="k:by-language($base, $change, 'gloss'), k:by-language($base, $change, 'desc')"/>
      <xsl:copy-of select="k:overlay-classes($base/tei:classes, $change/tei:classes)"/>
      <xsl:copy-of select="k:either($base, $change, 'content'), k:either($base, $change, 'datatype')"/>
      <xsl:copy-of select="k:by-ident($base/tei:constraintSpec, $change/tei:constraintSpec)"/>
      <xsl:copy-of select="k:either($base, $change, 'constraint')"/>
      <xsl:copy-of select="k:either($base, $change, 'defaultVal')"/>
      <xsl:copy-of select="k:overlay-values($base/tei:valList, $change/tei:valList)"/>
      <xsl:copy-of select="k:overlay-attributes($base/tei:attList, $change/tei:attList)"/>
      <xsl:copy-of select="k:either($base, $change, 'exemplum'), k:by-language($base, $change, 'remarks')"/>
      <xsl:copy-of select="k:either($base, $change, 'listRef')"/>
    </xsl:element>
  </xsl:function>

  <xsl:function name="k:either" as="element()*">
    <xsl:param name="base" as="element()"/>
    <xsl:param name="change" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="new" as="element()*" select="$change/*[local-name() eq $name]"/>
    <xsl:sequence select="if (exists($new)) then $new else $base/*[local-name() eq $name]"/>
  </xsl:function>

  <!-- A text in one language replaces that language's and leaves the others. -->
  <xsl:function name="k:by-language" as="element()*">
    <xsl:param name="base" as="element()"/>
    <xsl:param name="change" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="new" as="element()*" select="$change/*[local-name() eq $name]"/>
    <xsl:sequence select="$base/*[local-name() eq $name][not(k:language(.) = $new/k:language(.))], $new"/>
  </xsl:function>

  <!-- Constraints and values: each by its name and its own mode. -->
  <xsl:function name="k:by-ident" as="element()*">
    <xsl:param name="base" as="element()*"/>
    <xsl:param name="changes" as="element()*"/>
    <xsl:for-each select="$base">
      <xsl:variable name="change" as="element()?" select="$changes[@ident eq current()/@ident][1]"/>
      <xsl:choose>
        <xsl:when test="empty($change)">
          <xsl:sequence select="."/>
        </xsl:when>
        <xsl:when test="$change/@mode eq 'delete'"/>
        <xsl:when test="$change/@mode eq 'change'">
          <xsl:sequence select="k:overlay(., $change)"/>
        </xsl:when>
        <xsl:when test="$change/@mode eq 'replace' or $change/self::tei:constraintSpec[not(@mode)]">
          <xsl:sequence select="k:unmoded($change)"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="., k:error($change, local-name() || ' &quot;' || @ident || '&quot; is there already; say mode=&quot;change&quot; or mode=&quot;replace&quot;.')"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:for-each select="$changes[not(@ident = $base/@ident)]">
      <xsl:choose>
        <xsl:when test="@mode = ('delete', 'change')">
          <xsl:sequence select="k:error(., local-name() || ' &quot;' || @ident || '&quot; has mode=&quot;' || @mode || '&quot;, but there is none of that name to alter.')"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="k:unmoded(.)"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:unmoded" as="element()">
    <xsl:param name="node" as="element()"/>
    <xsl:element name="{local-name($node)}" namespace="{namespace-uri($node)}">
      <xsl:copy-of select="$node/(@* except @mode), $node/node()"/>
    </xsl:element>
  </xsl:function>

  <xsl:function name="k:overlay-classes" as="element(tei:classes)?">
    <xsl:param name="base" as="element(tei:classes)?"/>
    <xsl:param name="change" as="element(tei:classes)?"/>
    <xsl:choose>
      <xsl:when test="empty($change)">
        <xsl:sequence select="$base"/>
      </xsl:when>
      <xsl:when test="$change/@mode eq 'change'">
        <tei:classes>
          <xsl:copy-of select="$base/@k:at"/>
          <xsl:copy-of select="$base/tei:memberOf[not(@key = $change/tei:memberOf/@key)]"/>
          <xsl:copy-of select="$change/tei:memberOf[not(@mode eq 'delete')]"/>
          <xsl:for-each select="$change/tei:memberOf[@mode eq 'delete'][not(@key = $base/tei:memberOf/@key)]">
            <xsl:sequence select="k:error(., 'memberOf key=&quot;' || @key || '&quot; is to be deleted, but there is no such membership.')"/>
          </xsl:for-each>
        </tei:classes>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$change"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A list of values: add and change go value by value; replace, or no mode at all, writes the list anew. -->
  <xsl:function name="k:overlay-values" as="element()?">
    <xsl:param name="base" as="element(tei:valList)?"/>
    <xsl:param name="change" as="element(tei:valList)?"/>
    <xsl:choose>
      <xsl:when test="empty($change)">
        <xsl:sequence select="$base"/>
      </xsl:when>
      <xsl:when test="$change/@mode eq 'delete'"/>
      <xsl:when test="$change/@mode = ('add', 'change')">
        <tei:valList>
          <xsl:copy-of select="($base, $change)[1]/@k:at, $base/@*, $change/(@* except (@mode, @k:at))"/>
          <xsl:copy-of select="k:by-ident($base/tei:valItem, $change/tei:valItem)"/>
        </tei:valList>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="k:unmoded($change)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Attributes by name. A deletion stays in the list, because the attribute may come from a class as well. -->
  <xsl:function name="k:overlay-attributes" as="element(tei:attList)?">
    <xsl:param name="base" as="element(tei:attList)?"/>
    <xsl:param name="change" as="element(tei:attList)?"/>
    <xsl:choose>
      <xsl:when test="empty($change)">
        <xsl:sequence select="$base"/>
      </xsl:when>
      <xsl:when test="$change/@mode eq 'replace' or empty($base)">
        <xsl:sequence select="$change"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="changes" as="element(tei:attDef)*" select="$change//tei:attDef"/>
        <tei:attList>
          <xsl:copy-of select="$base/@*"/>
          <xsl:apply-templates mode="k:attributes" select="$base/*">
            <xsl:with-param name="changes" tunnel="yes" select="$changes"/>
          </xsl:apply-templates>
          <xsl:variable name="known" as="attribute()*" select="$base//tei:attDef/@ident"/>
          <xsl:copy-of select="$change/*[not(self::tei:attDef[@ident = $known])]"/>
        </tei:attList>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:mode name="k:attributes" on-no-match="shallow-copy"/>
  <xsl:template mode="k:attributes" match="tei:attDef" as="element()">
    <xsl:param name="changes" as="element(tei:attDef)*" tunnel="yes"/>
    <xsl:variable name="change" as="element(tei:attDef)?" select="$changes[@ident eq current()/@ident][1]"/>
    <xsl:sequence select="if (empty($change)) then . else k:overlay-attribute(., $change)"/>
  </xsl:template>

  <!-- An attribute laid over itself. The word of the lower layer on what it does to a class's attribute is kept. -->
  <xsl:function name="k:overlay-attribute" as="element()">
    <xsl:param name="base" as="element(tei:attDef)"/>
    <xsl:param name="change" as="element(tei:attDef)"/>
    <xsl:choose>
      <xsl:when test="$change/@mode eq 'delete'">
        <tei:attDef k:known="yes">
          <xsl:copy-of select="$change/@*"/>
        </tei:attDef>
      </xsl:when>
      <xsl:when test="$change/@mode eq 'change'">
        <xsl:sequence select="k:overlay($base, $change)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$change"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>
