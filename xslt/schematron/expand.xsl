<?xml version="1.0" encoding="UTF-8"?>
<!--
  Second step of the Schematron compiler: what is abstract becomes concrete, what the phase leaves out goes.

  In:  one sch:schema without inclusions. Parameter phase: a phase's name, #ALL or #DEFAULT.
  Out: the schema with concrete patterns and rules alone (ISO/IEC 19757-3:2020, 5.4.9 pattern, 5.4.12 rule, 5.4.10 phase).
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:c="urn:teikit:schematron" xmlns:f="urn:teikit:schematron:functions"
  expand-text="yes" exclude-result-prefixes="xs f">

  <xsl:param name="phase" as="xs:string" select="'#DEFAULT'"/>

  <xsl:output method="xml" indent="no"/>

  <xsl:mode name="expand" on-no-match="shallow-copy"/>
  <xsl:mode name="instance" on-no-match="shallow-copy"/>

  <xsl:key name="pattern" match="sch:pattern[@abstract = 'true']" use="@id"/>
  <xsl:key name="rule" match="sch:rule[@abstract = 'true']" use="@id"/>

  <xsl:variable name="chosen" as="xs:string" select="if ($phase = ('', '#DEFAULT')) then (/sch:schema/@defaultPhase, '#ALL')[1] else $phase"/>
  <xsl:variable name="active" as="element(sch:phase)?" select="/sch:schema/sch:phase[@id = $chosen]"/>

  <xsl:template match="/">
    <xsl:if test="$chosen ne '#ALL' and not($active)">
      <xsl:message terminate="yes" error-code="c:phase">{sch:schema/@c:at}: there is no phase "{$chosen}"; there are: {string-join((sch:schema/sch:phase/@id, '#ALL'), ', ')}</xsl:message>
    </xsl:if>
    <xsl:apply-templates mode="expand"/>
  </xsl:template>

  <xsl:template match="sch:schema" mode="expand">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="expand"/>
      <xsl:apply-templates select="node()" mode="expand"/>
    </xsl:copy>
  </xsl:template>

  <!-- A phase's own variables live as long as the schema's: only one phase is active. -->
  <xsl:template match="sch:phase" mode="expand">
    <xsl:if test=". is $active">
      <xsl:apply-templates select="sch:let" mode="expand"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:pattern[@abstract = 'true'] | sch:rule[@abstract = 'true'] | sch:rules" mode="expand"/>

  <xsl:template match="sch:pattern" mode="expand">
    <xsl:if test="not($active) or @id = $active/sch:active/@pattern">
      <xsl:choose>
        <xsl:when test="@is-a">
          <xsl:variable name="abstract" as="element(sch:pattern)?" select="key('pattern', @is-a)[1]"/>
          <xsl:if test="not($abstract)">
            <xsl:message terminate="yes" error-code="c:is-a">{@c:at}: there is no abstract pattern "{@is-a}"; {
              f:known(/sch:schema/sch:pattern[@abstract = 'true']/@id)}</xsl:message>
          </xsl:if>
          <xsl:variable name="parameters" as="map(xs:string, xs:string)"
            select="map:merge((sch:param, $abstract/sch:param[@value]) ! map:entry(string(@name), string(@value)),
                              map {'duplicates': 'use-first'})"
            xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
          <xsl:variable name="instance" as="element(sch:pattern)">
            <xsl:copy>
              <xsl:copy-of select="$abstract/namespace::*, @* except @is-a"/>
              <xsl:apply-templates select="sch:title" mode="instance"/>
              <xsl:apply-templates select="$abstract/node() except $abstract/(sch:param | sch:title[current()/sch:title])" mode="instance">
                <xsl:with-param name="parameters" tunnel="yes" select="$parameters"/>
              </xsl:apply-templates>
            </xsl:copy>
          </xsl:variable>
          <xsl:apply-templates select="$instance" mode="concrete">
            <xsl:with-param name="schema" tunnel="yes" select="/sch:schema"/>
          </xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="." mode="concrete">
            <xsl:with-param name="schema" tunnel="yes" select="/sch:schema"/>
          </xsl:apply-templates>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- Parameters stand in expressions only; the longest name first, so that $a does not eat the start of $ab. -->
  <xsl:template match="@*[not(namespace-uri())][contains(., '$')]" mode="instance">
    <xsl:param name="parameters" as="map(xs:string, xs:string)" tunnel="yes" select="map {}"/>
    <xsl:attribute name="{local-name()}" select="f:substitute(string(.), sort(map:keys($parameters), (), function($k) { -string-length($k) }), $parameters)"
      xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
  </xsl:template>

  <xsl:function name="f:substitute" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="names" as="xs:string*"/>
    <xsl:param name="parameters" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="fold-left($names, $text, function($done, $name) {
      replace($done, '\$' || replace($name, '([.\-])', '\\$1') || '([^\w.\-]|$)',
              replace($parameters($name), '([\\$])', '\\$1') || '$1') })"/>
  </xsl:function>

  <!-- Concrete patterns: abstract rules fill in for sch:extends, from the same pattern first. -->
  <xsl:mode name="concrete" on-no-match="shallow-copy"/>

  <xsl:template match="sch:rule[@abstract = 'true'] | sch:param" mode="concrete"/>

  <xsl:template match="sch:extends[@rule]" mode="concrete">
    <xsl:param name="schema" as="element(sch:schema)" tunnel="yes"/>
    <xsl:param name="trail" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="rule" as="element(sch:rule)?"
      select="(ancestor::sch:pattern[last()]//sch:rule[@abstract = 'true'][@id = current()/@rule], key('rule', @rule, root($schema)))[1]"/>
    <xsl:if test="not($rule)">
      <xsl:message terminate="yes" error-code="c:extends">{@c:at}: there is no abstract rule "{@rule}"; {
        f:known($schema//sch:rule[@abstract = 'true']/@id)}</xsl:message>
    </xsl:if>
    <xsl:if test="@rule = $trail">
      <xsl:message terminate="yes" error-code="c:loop">{@c:at}: the abstract rule "{@rule}" extends itself; break the circle</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="$rule/node()" mode="concrete">
      <xsl:with-param name="trail" tunnel="yes" select="$trail, string(@rule)"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:function name="f:known" as="xs:string">
    <xsl:param name="ids" as="attribute()*"/>
    <xsl:sequence select="if (empty($ids)) then 'the schema has none' else 'there is ' || string-join($ids, ', ')"/>
  </xsl:function>
</xsl:stylesheet>
