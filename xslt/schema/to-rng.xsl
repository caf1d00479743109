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
  <xsl:include href="rng-content.xsl"/>
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

</xsl:stylesheet>
