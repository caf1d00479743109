<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the RELAX NG: content models and values as patterns. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="http://relaxng.org/ns/structure/1.0"
  xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="xs k">

  <!-- Content -->

  <xsl:mode name="content" on-no-match="fail"/>

  <!-- A pattern so and so many times. -->
  <xsl:function name="k:times" as="element()*">
    <xsl:param name="min" as="xs:integer"/>
    <xsl:param name="max" as="xs:integer"/>
    <xsl:param name="pattern" as="element()"/>
    <xsl:choose>
      <xsl:when test="$min eq 1 and $max eq 1">
        <xsl:sequence select="$pattern"/>
      </xsl:when>
      <xsl:when test="$min eq 0 and $max eq -1">
        <zeroOrMore>
          <xsl:sequence select="$pattern"/>
        </zeroOrMore>
      </xsl:when>
      <xsl:when test="$min eq 1 and $max eq -1">
        <oneOrMore>
          <xsl:sequence select="$pattern"/>
        </oneOrMore>
      </xsl:when>
      <xsl:when test="$min eq 0 and $max eq 1">
        <optional>
          <xsl:sequence select="$pattern"/>
        </optional>
      </xsl:when>
      <xsl:when test="$min eq 0">
        <optional>
          <group>
            <xsl:sequence select="$pattern, k:times(0, $max - 1, $pattern)"/>
          </group>
        </optional>
      </xsl:when>
      <xsl:otherwise>
        <group>
          <xsl:sequence select="(1 to $min - (if ($max eq -1) then 1 else 0)) ! $pattern"/>
          <xsl:if test="$max ne $min">
            <xsl:sequence select="if ($max eq -1) then k:times(1, -1, $pattern) else k:times(0, $max - $min, $pattern)"/>
          </xsl:if>
        </group>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template mode="content" match="k:el | k:class | k:macro-ref" as="element()">
    <xsl:variable name="reference" as="element()">
      <ref name="{@name}"/>
    </xsl:variable>
    <xsl:sequence select="k:times(@min, @max, $reference)"/>
  </xsl:template>

  <xsl:template mode="content" match="k:seq | k:alt | k:interleave" as="element()">
    <xsl:variable name="parts" as="element()*">
      <xsl:apply-templates mode="#current" select="*"/>
    </xsl:variable>
    <xsl:variable name="group" as="element()">
      <xsl:element name="{if (self::k:seq) then 'group' else if (self::k:alt) then 'choice' else 'interleave'}">
        <xsl:sequence select="$parts"/>
      </xsl:element>
    </xsl:variable>
    <xsl:sequence select="k:times(@min, @max, if (count($parts) eq 1) then $parts else $group)"/>
  </xsl:template>

  <xsl:template mode="content" match="k:text | k:empty" as="element()">
    <xsl:element name="{local-name()}"/>
  </xsl:template>
  <xsl:template mode="content" match="k:none" as="element()">
    <notAllowed/>
  </xsl:template>

  <xsl:template mode="content" match="k:data[@ref]" as="element()">
    <ref name="{@ref}"/>
  </xsl:template>
  <xsl:template mode="content" match="k:data[@type]" as="element()">
    <data type="{@type}">
      <xsl:for-each select="k:facet">
        <param name="{@name}">
          <xsl:value-of select="@value"/>
        </param>
      </xsl:for-each>
    </data>
  </xsl:template>

  <!-- The documentation of a value follows it, because a value holds nothing but its text. -->
  <xsl:template mode="content" match="k:values" as="element()">
    <choice>
      <xsl:for-each select="k:value">
        <value>
          <xsl:value-of select="@name"/>
        </value>
        <xsl:call-template name="documentation"/>
      </xsl:for-each>
    </choice>
  </xsl:template>

  <!-- Anything well-formed, with whatever it holds: a pattern that calls itself, so it is a definition of its own. -->
  <xsl:template mode="content" match="k:any" as="element()">
    <xsl:variable name="namespaces" as="xs:string*" select="k:tokens(@require)"/>
    <xsl:variable name="names" as="element()">
      <choice>
        <xsl:for-each select="$namespaces">
          <nsName ns="{.}"/>
        </xsl:for-each>
        <xsl:if test="empty($namespaces)">
          <anyName>
            <xsl:if test="k:except">
              <except>
                <xsl:for-each select="k:except[not(@name)]">
                  <nsName ns="{@ns}"/>
                </xsl:for-each>
                <xsl:for-each select="k:except[@name]">
                  <name ns="{@ns}">
                    <xsl:value-of select="@name"/>
                  </name>
                </xsl:for-each>
              </except>
            </xsl:if>
          </anyName>
        </xsl:if>
      </choice>
    </xsl:variable>
    <xsl:variable name="pattern" as="element()">
      <grammar>
        <start>
          <ref name="anyElement"/>
        </start>
        <define name="anyElement">
          <element>
            <xsl:sequence select="if (count($names/*) eq 1) then $names/* else $names"/>
            <zeroOrMore>
              <choice>
                <attribute>
                  <anyName/>
                </attribute>
                <text/>
                <ref name="anyElement"/>
              </choice>
            </zeroOrMore>
          </element>
        </define>
      </grammar>
    </xsl:variable>
    <xsl:sequence select="k:times(@min, @max, $pattern)"/>
  </xsl:template>

</xsl:stylesheet>
