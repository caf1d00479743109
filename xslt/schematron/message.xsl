<?xml version="1.0" encoding="UTF-8"?>
<!--
  Part of transpile.xsl: what the stylesheet tells of an assertion that fails, with its diagnostics and properties.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:out="urn:teikit:schematron:out"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:teikit="urn:teikit:schematron" xmlns:f="urn:teikit:schematron:functions" xmlns:teikit-error="http://www.w3.org/2005/xqt-errors"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:fn="http://www.w3.org/2005/xpath-functions"
  exclude-result-prefixes="xs sch f map fn">

  <xsl:key name="diagnostic" match="sch:diagnostic" use="@id"/>
  <xsl:key name="property" match="sch:property" use="@id"/>

  <xsl:template name="finding">
    <xsl:variable name="subject" as="xs:string" select="string((@subject, ../@subject, '.')[1])"/>
    <xsl:variable name="at" as="xs:string" select="if ($subject eq '.') then '.' else '((' || $subject || ')[1], .)[1]'"/>
    <teikit:finding kind="{local-name()}" at="{@teikit:at}" test="{f:escape(string(@test))}" path="{{teikit:path({$at})}}" node="{{teikit:node({$at})}}"
      order="{f:order(..)}">
      <xsl:for-each select="(@role, ../@role, ../../@role)[1], (@flag, ../@flag)[1], (@see, ../@see, ../../@see)[1], (@severity, ../@severity)[1]">
        <xsl:attribute name="{local-name()}" select="f:escape(string(.))"/>
      </xsl:for-each>
      <xsl:if test="@id"><xsl:attribute name="id" select="@id"/></xsl:if>
      <xsl:if test="../@id"><xsl:attribute name="rule" select="../@id"/></xsl:if>
      <xsl:if test="../../@id"><xsl:attribute name="pattern" select="../../@id"/></xsl:if>
      <teikit:text><xsl:apply-templates select="node()" mode="message"/></teikit:text>
      <xsl:for-each select="tokenize(@diagnostics)">
        <xsl:variable name="id" select="."/>
        <xsl:for-each select="key('diagnostic', $id, root($diagnostics))">
          <teikit:diagnostic ref="{$id}"><xsl:copy-of select="@xml:lang"/><xsl:apply-templates select="node()" mode="message"/></teikit:diagnostic>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:for-each select="tokenize(@properties)">
        <xsl:variable name="id" select="."/>
        <xsl:for-each select="key('property', $id, root($diagnostics))">
          <teikit:property ref="{$id}"><xsl:copy-of select="@role, @scheme"/><xsl:apply-templates select="node()" mode="message"/></teikit:property>
        </xsl:for-each>
      </xsl:for-each>
    </teikit:finding>
  </xsl:template>
  <!-- The keys are looked up from inside tokenize(), where there is no node to start from. -->
  <xsl:variable name="diagnostics" as="document-node()" select="/"/>

  <!-- Braces in an attribute of a literal element would be taken for expressions. -->
  <xsl:function name="f:escape" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="replace($text, '([{}])', '$1$1')"/>
  </xsl:function>

  <!-- ==== messages ==== -->

  <xsl:template match="text()" mode="message">
    <out:text><xsl:value-of select="."/></out:text>
  </xsl:template>
  <xsl:template match="comment() | processing-instruction()" mode="message foreign"/>
  <xsl:template match="sch:name" mode="message">
    <out:value-of select="name({(@path, '.')[1]})"/>
  </xsl:template>
  <xsl:template match="sch:value-of" mode="message">
    <out:value-of select="{@select}"/>
  </xsl:template>
  <xsl:template match="sch:*" mode="message">
    <xsl:apply-templates mode="message"/>
  </xsl:template>
  <xsl:template match="xsl:*" mode="message">
    <xsl:apply-templates select="." mode="foreign"/>
  </xsl:template>
  <xsl:template match="*" mode="message" priority="-1">
    <xsl:apply-templates mode="message"/>
  </xsl:template>

  <!-- XSLT that the schema brings along is taken as it is, Schematron's annotations left out. -->
  <xsl:template match="*" mode="foreign">
    <xsl:copy>
      <xsl:copy-of select="@* except @teikit:at, self::xsl:*/@teikit:at"/>
      <xsl:apply-templates select="node()" mode="foreign"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="text()" mode="foreign"><xsl:copy/></xsl:template>
</xsl:stylesheet>
