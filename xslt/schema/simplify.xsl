<?xml version="1.0" encoding="UTF-8"?>
<!--
  Content models with what cannot occur taken out, needless groups opened and occurrences joined. The language stays the same.

  k:none is the model that nothing fits, k:empty the one that fits nothing but the empty content.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:function name="k:none" as="element(k:none)">
    <k:none/>
  </xsl:function>

  <xsl:function name="k:empty" as="element(k:empty)">
    <k:empty/>
  </xsl:function>

  <xsl:function name="k:simplify" as="element()">
    <xsl:param name="model" as="element()"/>
    <xsl:apply-templates mode="k:simplify" select="$model"/>
  </xsl:function>

  <xsl:mode name="k:simplify" on-no-match="fail"/>

  <xsl:template mode="k:simplify" match="k:text | k:data | k:values | k:empty | k:none" as="element()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template mode="k:simplify" match="k:el | k:class | k:macro-ref | k:any" as="element()">
    <xsl:choose>
      <xsl:when test="xs:integer(@max) eq 0">
        <k:empty/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="."/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="k:simplify" match="k:seq | k:interleave" as="element()">
    <xsl:variable name="parts" as="element()*">
      <xsl:apply-templates mode="#current" select="*"/>
    </xsl:variable>
    <xsl:variable name="parts" as="element()*" select="$parts[not(self::k:empty)]"/>
    <xsl:variable name="name" as="xs:string" select="local-name()"/>
    <xsl:variable name="flat" as="element()*" select="
      for $part in $parts return
        if (local-name($part) eq $name and $part/@min eq '1' and $part/@max eq '1') then $part/* else $part"/>
    <xsl:choose>
      <xsl:when test="@max eq '0' or empty($parts)">
        <k:empty/>
      </xsl:when>
      <xsl:when test="$parts/self::k:none">
        <xsl:sequence select="if (@min eq '0') then k:empty() else k:none()"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="k:grouped(., $flat, xs:integer(@min))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="k:simplify" match="k:alt" as="element()">
    <xsl:variable name="parts" as="element()*">
      <xsl:apply-templates mode="#current" select="*"/>
    </xsl:variable>
    <xsl:variable name="flat" as="element()*" select="
      for $part in $parts[not(self::k:none)] return
        if ($part/self::k:alt and $part/@min eq '1' and $part/@max eq '1') then $part/* else $part"/>
    <!-- (x | nothing){m,n} is x{0,n} -->
    <xsl:variable name="min" as="xs:integer" select="if ($flat/self::k:empty) then 0 else xs:integer(@min)"/>
    <xsl:variable name="kept" as="element()*" select="$flat[not(self::k:empty)]"/>
    <xsl:variable name="kept" as="element()*" select="$kept[not(self::k:text)], $kept[self::k:text][1]"/>
    <xsl:choose>
      <xsl:when test="@max eq '0'">
        <k:empty/>
      </xsl:when>
      <xsl:when test="empty($kept)">
        <xsl:sequence select="if ($min eq 0) then k:empty() else k:none()"/>
      </xsl:when>
      <xsl:otherwise>
        <!-- Text comes first, as an editor reads it. -->
        <xsl:sequence select="k:grouped(., ($kept[self::k:text], $kept[not(self::k:text)]), $min)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A group of these parts; a group of one is its part, with both occurrences multiplied where that says the same. -->
  <xsl:function name="k:grouped" as="element()">
    <xsl:param name="group" as="element()"/>
    <xsl:param name="parts" as="element()*"/>
    <xsl:param name="min" as="xs:integer"/>
    <xsl:variable name="max" as="xs:integer" select="xs:integer($group/@max)"/>
    <xsl:variable name="only" as="element()?" select="if (count($parts) eq 1) then $parts else ()"/>
    <xsl:variable name="low" as="xs:integer" select="xs:integer(($only/@min, 1)[1])"/>
    <xsl:variable name="high" as="xs:integer" select="xs:integer(($only/@max, 1)[1])"/>
    <xsl:choose>
      <xsl:when test="$only/self::k:text">
        <xsl:sequence select="$only"/>
      </xsl:when>
      <xsl:when test="exists($only) and $min eq 1 and $max eq 1">
        <xsl:sequence select="$only"/>
      </xsl:when>
      <xsl:when test="exists($only/@min) and ($low le 1 or ($min eq 1 and $max eq 1))">
        <xsl:element name="{name($only)}" namespace="{namespace-uri($only)}">
          <xsl:copy-of select="$only/@*"/>
          <xsl:attribute name="min" select="$min * $low"/>
          <xsl:attribute name="max" select="if ($max eq -1 or $high eq -1) then -1 else $max * $high"/>
          <xsl:copy-of select="$only/node()"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{name($group)}" namespace="{namespace-uri($group)}">
          <xsl:attribute name="min" select="$min"/>
          <xsl:attribute name="max" select="$max"/>
          <xsl:copy-of select="$parts"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>
