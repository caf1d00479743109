<?xml version="1.0" encoding="UTF-8"?>
<!--
  Step 3: k:schema to RELAX NG, XML syntax (ISO/IEC 19757-2), with the documentation that editors show (a:documentation of
  RELAX NG DTD Compatibility), in every language of the ODD.

  Each element is defined once, under its own name, so that its text is the same wherever it is allowed. Editors that find
  documentation by name and depth then never show the wrong one.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="http://relaxng.org/ns/structure/1.0"
  xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="xs k">

  <xsl:import href="output.xsl"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:template match="/k:schema" as="element(k:files)">
    <k:files>
      <xsl:variable name="grammar" as="element()">
        <grammar ns="{@ns}" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <choice>
              <xsl:for-each select="k:tokens(@start)">
                <ref name="{.}"/>
              </xsl:for-each>
            </choice>
          </start>
          <xsl:apply-templates select="k:element, k:modelclass, k:macro, k:attclass, k:datatype"/>
        </grammar>
      </xsl:variable>
      <xsl:sequence select="k:file(@ident || '.rng', $grammar, k:notice(.))"/>
    </k:files>
  </xsl:template>

  <!-- One element for all languages, a line for each: of several, some editors (those on salve) show the last alone. -->
  <xsl:template name="documentation" as="element(a:documentation)?">
    <xsl:param name="of" as="element()" select="."/>
    <xsl:if test="$of/k:doc">
      <a:documentation>
        <xsl:sequence select="string-join($of/k:doc ! k:tooltip(.), '&#10;')"/>
      </a:documentation>
    </xsl:if>
  </xsl:template>

  <!-- Definitions -->

  <xsl:template match="k:element" as="element()*">
    <define name="{@ident}">
      <element name="{@name}">
        <xsl:if test="@ns ne ../@ns">
          <xsl:attribute name="ns" select="@ns"/>
        </xsl:if>
        <xsl:call-template name="documentation"/>
        <xsl:variable name="content" as="element()*">
          <xsl:apply-templates mode="content" select="k:content/*"/>
        </xsl:variable>
        <!-- No content model besides attributes means none at all; without either RELAX NG wants the word. -->
        <xsl:variable name="attributes" as="element()*">
          <xsl:call-template name="attributes">
            <xsl:with-param name="of" select="k:attributes"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:sequence select="$content[not(self::*:empty) or empty($attributes)], $attributes"/>
      </element>
    </define>
    <xsl:call-template name="attribute-definitions">
      <xsl:with-param name="of" select="k:attributes"/>
      <xsl:with-param name="prefix" select="string(@ident)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="k:modelclass" as="element()">
    <define name="{@name}">
      <xsl:call-template name="documentation"/>
      <xsl:choose>
        <xsl:when test="empty((k:el, k:class))">
          <notAllowed/>
        </xsl:when>
        <xsl:otherwise>
          <choice>
            <xsl:apply-templates mode="content" select="k:el, k:class"/>
          </choice>
        </xsl:otherwise>
      </xsl:choose>
    </define>
  </xsl:template>

  <xsl:template match="k:macro | k:datatype" as="element()">
    <define name="{@name}">
      <xsl:call-template name="documentation"/>
      <xsl:apply-templates mode="content" select="k:content/*"/>
    </define>
  </xsl:template>

  <xsl:template match="k:attclass" as="element()*">
    <define name="{@name}.attributes">
      <xsl:call-template name="documentation"/>
      <xsl:variable name="attributes" as="element()*">
        <xsl:call-template name="attributes">
          <xsl:with-param name="of" select="."/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:sequence select="$attributes"/>
      <xsl:if test="empty($attributes)">
        <empty/>
      </xsl:if>
    </define>
    <xsl:call-template name="attribute-definitions">
      <xsl:with-param name="of" select="."/>
      <xsl:with-param name="prefix" select="string(@name)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Attributes: referred to by name, so that each is written, and documented, once. -->

  <xsl:template name="attributes" as="element()*">
    <xsl:param name="of" as="element()"/>
    <xsl:for-each-group select="$of/(k:class-ref | k:attribute-ref | k:attribute)" group-adjacent="string((@choice, '-')[1])">
      <xsl:variable name="references" as="element()*">
        <xsl:for-each select="current-group()">
          <ref name="{if (self::k:class-ref) then @name || '.attributes'
                      else if (self::k:attribute-ref) then k:define-name(@class, @name)
                      else k:define-name(($of/@name, $of/../@ident)[1], @ident)}"/>
        </xsl:for-each>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="current-grouping-key() eq '-' or count($references) eq 1">
          <xsl:sequence select="$references"/>
        </xsl:when>
        <xsl:otherwise>
          <choice>
            <xsl:sequence select="$references"/>
          </choice>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:function name="k:define-name" as="xs:string">
    <xsl:param name="holder" as="xs:string"/>
    <xsl:param name="attribute" as="xs:string"/>
    <xsl:sequence select="$holder || '.attribute.' || translate($attribute, ':', '.')"/>
  </xsl:function>

  <xsl:template name="attribute-definitions" as="element()*">
    <xsl:param name="of" as="element()"/>
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:for-each select="$of/k:attribute">
      <define name="{k:define-name($prefix, @ident)}">
        <xsl:variable name="attribute" as="element()">
          <attribute name="{@name}">
            <xsl:copy-of select="@ns"/>
            <xsl:call-template name="documentation"/>
            <xsl:apply-templates mode="type" select="k:type"/>
          </attribute>
        </xsl:variable>
        <xsl:choose>
          <xsl:when test="@usage eq 'req'">
            <xsl:sequence select="$attribute"/>
          </xsl:when>
          <xsl:otherwise>
            <optional>
              <xsl:sequence select="$attribute"/>
            </optional>
          </xsl:otherwise>
        </xsl:choose>
      </define>
    </xsl:for-each>
  </xsl:template>

  <xsl:mode name="type" on-no-match="fail"/>
  <xsl:template mode="type" match="k:type" as="element()">
    <xsl:variable name="item" as="element()*">
      <xsl:apply-templates mode="content" select="*"/>
    </xsl:variable>
    <xsl:variable name="item" as="element()">
      <xsl:choose>
        <xsl:when test="count($item) eq 1">
          <xsl:sequence select="$item"/>
        </xsl:when>
        <xsl:otherwise>
          <choice>
            <xsl:sequence select="$item ! (if (self::*:choice) then * else .)"/>
          </choice>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="@min eq '1' and @max eq '1'">
        <xsl:sequence select="$item"/>
      </xsl:when>
      <xsl:when test="@min eq '0' and @max eq '1'">
        <choice>
          <value/>
          <xsl:sequence select="$item"/>
        </choice>
      </xsl:when>
      <xsl:otherwise>
        <list>
          <xsl:sequence select="k:times(@min, @max, $item)"/>
        </list>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

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
