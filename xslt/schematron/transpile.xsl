<?xml version="1.0" encoding="UTF-8"?>
<!--
  Fourth step of the Schematron compiler: a stylesheet that checks documents.

  In:  one sch:schema of concrete patterns and rules, with notes on how their nodes are found (plan.xsl). Parameter
       careful: true() makes a slower stylesheet in which every variable, test and message stands alone, so that an
       expression that fails is named and the others still run.
  Out: an XSLT 3.0 stylesheet. A rule that selects its nodes is a loop over them. Those that find them from attributes are
       templates of one mode, one for each name. The others are templates of another mode: the document is walked once for
       all of them, and each passes the node on to the next pattern. What fails comes out as
         teikit:finding  @kind assert|report, @id, @pattern, @rule, @role, @flag, @see, @test, @at (place in the schema),
                    @path (child elements counted from the root, 1/3/2), @node (attribute or kind of node),
                    @order (the place of its rule among those that find their nodes; the others come last)
                    with teikit:text, teikit:diagnostic*, teikit:property*
         teikit:failure  (careful only) what could not be evaluated, with @at, @test, @code, @order and the reason.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:out="urn:teikit:schematron:out"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:teikit="urn:teikit:schematron" xmlns:f="urn:teikit:schematron:functions" xmlns:teikit-error="http://www.w3.org/2005/xqt-errors"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:fn="http://www.w3.org/2005/xpath-functions"
  exclude-result-prefixes="xs sch f map fn">

  <xsl:param name="careful" as="xs:boolean" select="false()"/>

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:output method="xml" indent="yes" suppress-indentation="teikit:text teikit:diagnostic teikit:property"/>
  <xsl:strip-space elements="sch:schema sch:pattern sch:rule sch:diagnostics sch:properties"/>

  <xsl:variable name="bindings" as="map(xs:string, xs:string)" select="map {
    'xslt': '1.0', 'xpath': '1.0', 'xslt1': '1.0', 'xslt2': '3.0', 'xpath2': '3.0', 'xslt3': '3.0', 'xpath3': '3.0', 'xpath31': '3.0' }"/>
  <xsl:variable name="binding" as="xs:string" select="lower-case((/sch:schema/@queryBinding, 'xslt')[1])"/>
  <!-- Version 1.0 turns on the older rules of comparison and conversion that such a schema was written for. -->
  <xsl:variable name="version" as="xs:string?" select="$bindings($binding)[. = '1.0']"/>

  <xsl:variable name="customary" as="map(xs:string, xs:string)" select="map {
    'xs': 'http://www.w3.org/2001/XMLSchema', 'fn': 'http://www.w3.org/2005/xpath-functions',
    'map': 'http://www.w3.org/2005/xpath-functions/map', 'array': 'http://www.w3.org/2005/xpath-functions/array',
    'math': 'http://www.w3.org/2005/xpath-functions/math' }"/>

  <xsl:template match="/sch:schema">
    <xsl:if test="not(map:contains($bindings, $binding))">
      <xsl:message terminate="yes" error-code="teikit:binding" expand-text="yes">{@teikit:at}: queryBinding="{@queryBinding}" is not one of xslt, xslt2, xslt3, xpath, xpath2, xpath3, xpath31; use the one that the rules are written in</xsl:message>
    </xsl:if>
    <xsl:for-each select="sch:pattern/sch:rule[not(@context)]">
      <xsl:message terminate="yes" error-code="teikit:context" expand-text="yes">{@teikit:at}: the rule has no @context; say which nodes it is about</xsl:message>
    </xsl:for-each>
    <xsl:variable name="walked" as="element(sch:rule)*" select="sch:pattern/sch:rule[not(f:finds(.))]"/>
    <xsl:variable name="finding" as="element(sch:rule)*" select="sch:pattern/sch:rule[f:finds(.)]"/>
    <out:stylesheet version="3.0" exclude-result-prefixes="#all">
      <xsl:for-each select="sch:ns">
        <xsl:namespace name="{@prefix}" select="string(@uri)"/>
      </xsl:for-each>
      <!-- The skeleton that most schemas were written with binds these, and many rely on it. -->
      <xsl:for-each select="map:keys($customary)[not(. = current()/sch:ns/@prefix)]">
        <xsl:namespace name="{.}" select="$customary(.)"/>
      </xsl:for-each>
      <!-- From here the rules reach other files, where they may. -->
      <xsl:copy-of select="@xpath-default-namespace, @xml:base"/>
      <out:output method="xml" indent="no" omit-xml-declaration="yes"/>
      <xsl:apply-templates select="xsl:*" mode="foreign"/>
      <xsl:apply-templates select="sch:let" mode="global"/>
      <xsl:apply-templates select="sch:pattern/sch:let" mode="global"/>
      <out:mode name="teikit:rules" on-no-match="deep-skip"/>
      <out:mode name="teikit:attributes" on-no-match="deep-skip"/>
      <!-- The built-in rule would go on from the document node to its children, and the root would be checked twice. -->
      <out:template mode="teikit:rules" match="/" priority="-1"/>
      <out:template match="/">
        <teikit:report>
          <xsl:for-each select="$finding/@teikit:select">
            <xsl:sequence select="f:loop(.)"/>
          </xsl:for-each>
          <xsl:if test="$finding/teikit:from">
            <out:apply-templates mode="teikit:attributes" select="//@*"/>
          </xsl:if>
          <xsl:if test="$walked">
            <out:apply-templates mode="teikit:rules" select="{@teikit:walk}"/>
          </xsl:if>
        </teikit:report>
      </out:template>
      <!-- Where a node is: its element by position among elements, and which node of it. -->
      <out:function name="teikit:path" as="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <out:param name="node"/>
        <out:sequence select="string-join($node/ancestor-or-self::*/string(count(preceding-sibling::*) + 1), '/')"/>
      </out:function>
      <out:function name="teikit:node" as="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <out:param name="node"/>
        <out:sequence select="if ($node instance of attribute()) then '@' || name($node)
          else if ($node instance of element()) then '' else if ($node instance of document-node()) then '/'
          else if ($node instance of text()) then 'text()' else if ($node instance of comment()) then 'comment()' else 'processing-instruction()'"/>
      </out:function>
      <xsl:for-each-group select="$finding/teikit:from" group-by="@attribute">
        <out:template mode="teikit:attributes" match="@{@attribute}">
          <xsl:sequence select="current-group()/@select ! f:loop(.)"/>
        </out:template>
      </xsl:for-each-group>
      <!-- A rule that is reached from several attributes is written once. -->
      <xsl:for-each select="$finding[teikit:from[2]]">
        <out:template name="teikit:rule-{f:order(.)}">
          <xsl:sequence select="f:guard(., f:body(.))"/>
        </out:template>
      </xsl:for-each>
      <xsl:variable name="count" select="count($walked)"/>
      <xsl:for-each select="$walked">
        <xsl:call-template name="rule">
          <xsl:with-param name="priority" select="$count - position() + 1"/>
          <xsl:with-param name="pattern" select="count(parent::*/preceding-sibling::sch:pattern) + 1"/>
        </xsl:call-template>
      </xsl:for-each>
    </out:stylesheet>
  </xsl:template>

  <!-- ==== variables ==== -->

  <!-- The schema's variables, and those of patterns, are global: both are evaluated with the document as context. A name
       that two patterns use gets a number, and each rule of the pattern knows it by its own name. -->
  <xsl:function name="f:shared" as="xs:boolean">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="count(root($let)/sch:schema/(sch:let | sch:pattern/sch:let)[@name = $let/@name]) gt 1"/>
  </xsl:function>
  <xsl:function name="f:global-name" as="xs:string">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="if ($let/parent::sch:pattern and f:shared($let))
      then 'teikit:p' || (count($let/../preceding-sibling::sch:pattern) + 1) || '.' || $let/@name else string($let/@name)"/>
  </xsl:function>

  <xsl:template match="sch:let" mode="global">
    <!-- Of two with one name in the same place the last counts, as in XSLT 3.0 for local variables. -->
    <xsl:if test="not(following-sibling::sch:let[@name = current()/@name])">
      <out:variable name="{f:global-name(.)}" teikit:at="{@teikit:at}">
        <xsl:call-template name="value">
          <xsl:with-param name="known" select="parent::sch:pattern/sch:let[. &lt;&lt; current()][f:shared(.)]"/>
        </xsl:call-template>
      </out:variable>
    </xsl:if>
  </xsl:template>

  <xsl:template name="value">
    <xsl:param name="known" as="element(sch:let)*" select="()"/>
    <xsl:if test="$version"><xsl:attribute name="version" select="$version"/></xsl:if>
    <xsl:copy-of select="@as"/>
    <xsl:choose>
      <xsl:when test="@value and empty($known) and not($careful)">
        <xsl:attribute name="select" select="@value"/>
      </xsl:when>
      <xsl:when test="@value">
        <xsl:if test="not(@as)"><xsl:attribute name="as" select="'item()*'"/></xsl:if>
        <xsl:for-each select="$known">
          <out:variable name="{@name}" select="${f:global-name(.)}"/>
        </xsl:for-each>
        <out:sequence select="{@value}"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="node()" mode="foreign"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== rules ==== -->

  <!-- Whether a rule finds its nodes by itself. Findings come as nodes are found; their order is that of the rules. -->
  <xsl:function name="f:finds" as="xs:boolean">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:sequence select="exists($rule/(@teikit:select | teikit:from))"/>
  </xsl:function>
  <xsl:function name="f:order" as="xs:integer">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:variable name="others" as="element(sch:rule)*" select="$rule/../../sch:pattern/sch:rule[f:finds(.)]"/>
    <xsl:sequence select="count(if (f:finds($rule)) then $others[. &lt;&lt; $rule] else $others) + 1"/>
  </xsl:function>

  <!-- The nodes of a rule, one after the other. -->
  <xsl:function name="f:loop">
    <xsl:param name="select" as="attribute()"/>
    <xsl:variable name="rule" as="element(sch:rule)" select="$select/ancestor::sch:rule"/>
    <xsl:variable name="each">
      <out:for-each select="{f:renamed($select)}" teikit:at="{$rule/@teikit:at}">
        <xsl:choose>
          <xsl:when test="$rule/teikit:from[2]">
            <out:call-template name="teikit:rule-{f:order($rule)}"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:sequence select="f:guard($rule, f:body($rule))"/>
          </xsl:otherwise>
        </xsl:choose>
      </out:for-each>
    </xsl:variable>
    <xsl:variable name="loop">
      <xsl:choose>
        <xsl:when test="$select/../@if">
          <out:if test="{f:renamed($select/../@if)}" teikit:at="{$rule/@teikit:at}">
            <xsl:sequence select="$each"/>
          </out:if>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="$each"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:sequence select="f:guard($rule, $loop)"/>
  </xsl:function>

  <xsl:function name="f:body">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:for-each select="$rule/../sch:let[f:shared(.)]">
      <out:variable name="{@name}" select="${f:global-name(.)}"/>
    </xsl:for-each>
    <xsl:apply-templates select="$rule/(sch:let | sch:assert | sch:report | xsl:variable)" mode="body"/>
  </xsl:function>

  <!-- What finds or matches a rule's nodes, with the names that the pattern's own variables have in the stylesheet. -->
  <xsl:function name="f:renamed" as="xs:string">
    <xsl:param name="expression" as="attribute()"/>
    <xsl:sequence select="fold-left($expression/ancestor::sch:pattern/sch:let[f:shared(.)], string($expression), function($text, $let) {
      replace($text, '\$' || $let/@name || '([^\w.\-]|$)', '\$' || f:global-name($let) || '$1') })"/>
  </xsl:function>

  <xsl:template name="rule">
    <xsl:param name="priority" as="xs:integer"/>
    <xsl:param name="pattern" as="xs:integer"/>
    <xsl:variable name="body" select="f:body(.)"/>
    <out:template mode="teikit:rules" priority="{$priority}" teikit:at="{@teikit:at}">
      <xsl:attribute name="match" select="f:renamed(@context)"/>
      <out:param name="teikit:fired" select="()"/>
      <out:if test="not($teikit:fired = {$pattern})">
        <xsl:sequence select="f:guard(., $body)"/>
      </out:if>
      <out:next-match>
        <out:with-param name="teikit:fired" select="$teikit:fired, {$pattern}"/>
      </out:next-match>
    </out:template>
  </xsl:template>

  <!-- In the careful stylesheet a fault in a piece is told and the rest goes on. -->
  <xsl:function name="f:guard">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="body" as="node()*"/>
    <xsl:choose>
      <xsl:when test="$careful">
        <out:try>
          <xsl:sequence select="$body"/>
          <out:catch errors="*">
            <teikit:failure at="{$piece/@teikit:at}" test="{f:escape(string(($piece/@test, $piece/@context)[1]))}" code="{{$teikit-error:code}}"
              path="{{teikit:path(.)}}" id="{$piece/ancestor-or-self::*[@id][1]/@id}" order="{f:order($piece/ancestor-or-self::sch:rule)}">
              <out:value-of select="$teikit-error:description"/>
            </teikit:failure>
          </out:catch>
        </out:try>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$body"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template match="sch:let[f:owned(.)]" mode="body"/>
  <xsl:template match="sch:let" mode="body" name="variable">
    <out:variable name="{@name}" teikit:at="{@teikit:at}">
      <xsl:call-template name="value"/>
    </out:variable>
  </xsl:template>

  <xsl:template match="xsl:variable" mode="body">
    <xsl:apply-templates select="." mode="foreign"/>
  </xsl:template>

  <xsl:template match="sch:assert | sch:report" mode="body">
    <xsl:variable name="own" as="element(sch:let)*" select="../sch:let[f:owned(.)][@teikit:owner = current()/(count(preceding-sibling::sch:assert | preceding-sibling::sch:report) + 1)]"/>
    <xsl:variable name="test" as="xs:string" select="if (self::sch:assert) then 'not(' || @test || ')' else @test"/>
    <xsl:variable name="body">
      <out:if test="{f:tested($own, $test)}" teikit:at="{@teikit:at}">
        <xsl:if test="$version"><xsl:attribute name="version" select="$version"/></xsl:if>
        <xsl:for-each select="$own">
          <xsl:call-template name="variable"/>
        </xsl:for-each>
        <xsl:call-template name="finding"/>
      </out:if>
    </xsl:variable>
    <xsl:sequence select="f:guard(., $body)"/>
  </xsl:template>

  <!-- Variables that one assertion alone needs are parts of its test, and are evaluated again for the message where it fails. -->
  <xsl:function name="f:owned" as="xs:boolean">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="$let/@teikit:owner and not($careful or $version)"/>
  </xsl:function>
  <xsl:function name="f:tested" as="xs:string">
    <xsl:param name="variables" as="element(sch:let)*"/>
    <xsl:param name="test" as="xs:string"/>
    <xsl:sequence select="fold-right($variables, $test, function($let, $inner) {
      if (matches($inner, '\$\s*' || replace($let/@name, '([.\-])', '\\$1') || '([^\w.\-]|$)'))
      then 'let $' || $let/@name || ' := (' || $let/@value || ') return (' || $inner || ')' else $inner})"/>
  </xsl:function>

  <xsl:include href="message.xsl"/>
</xsl:stylesheet>
