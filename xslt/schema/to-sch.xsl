<?xml version="1.0" encoding="UTF-8"?>
<!--
  Step 3: the constraints of k:schema as one Schematron schema (ISO/IEC 19757-3) that stands alone, in XPath 3.

  Each constraintSpec is a pattern of its name. A constraint that is no more than assertions gets the rule that its place in
  the ODD implies: the element that it describes, the attribute, or the elements of the class. Every assertion has an id, made
  from the constraint's where it has none, and a role, "error" where none is written.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns="http://purl.oclc.org/dsdl/schematron"
  exclude-result-prefixes="xs map tei k sch">

  <xsl:import href="output.xsl"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:variable name="schema" as="element(k:schema)" select="/k:schema"/>

  <!-- What goes to the top of the schema, wherever in a constraint it was written. -->
  <xsl:variable name="top" as="xs:string*" select="'ns', 'let', 'phase', 'properties', 'diagnostics'"/>

  <!-- Variables stand where they were meant: in the rule of bare assertions, in the pattern of rules, else at the top. -->
  <xsl:function name="k:is-top" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="local-name($node) ne 'let' or empty($node/../(sch:assert | sch:report | sch:rule))"/>
  </xsl:function>

  <!-- The prefixes: those that the constraints declare, then one for each namespace of the schema that has none yet. -->
  <xsl:variable name="declared" as="element(sch:ns)*" select="$schema//tei:constraint//sch:ns"/>
  <xsl:variable name="prefixes" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each-group select="$declared" group-by="string(@uri)">
        <xsl:map-entry key="current-grouping-key()" select="string(@prefix)"/>
      </xsl:for-each-group>
      <xsl:for-each select="distinct-values($schema/k:element/@ns)[. ne ''][not(. = $declared/@uri)]">
        <xsl:map-entry key="string(.)" select="
          if (. eq 'http://www.tei-c.org/ns/1.0') then 'tei' else if (. eq 'http://www.w3.org/2001/XInclude') then 'xi' else 'ns' || position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xsl:template match="/k:schema" as="element(k:files)">
    <xsl:variable name="specs" as="element(tei:constraintSpec)*" select="//tei:constraintSpec"/>
    <xsl:variable name="patterns" as="element()*">
      <xsl:apply-templates mode="constraint" select="$specs"/>
    </xsl:variable>
    <k:files>
      <xsl:variable name="sch" as="element()">
        <schema queryBinding="xslt3">
          <title>
            <xsl:sequence select="'Rules of ' || @ident"/>
          </title>
          <xsl:for-each select="sort(map:keys($prefixes), (), function($uri) {$prefixes($uri)})">
            <ns prefix="{$prefixes(.)}" uri="{.}"/>
          </xsl:for-each>
          <!-- Keys and functions of XSLT, which the query binding allows, then what Schematron itself has at the top. -->
          <xsl:for-each select="'properties', 'let', 'phase'">
            <xsl:variable name="kind" as="xs:string" select="."/>
            <xsl:apply-templates mode="copy" select="$specs/tei:constraint/sch:*[local-name() eq $kind][k:is-top(.)]"/>
            <xsl:if test="$kind eq 'properties'">
              <xsl:apply-templates mode="copy" select="$specs/tei:constraint/xsl:*"/>
            </xsl:if>
          </xsl:for-each>
          <xsl:sequence select="$patterns[not(self::k:error)]"/>
          <xsl:where-populated>
            <diagnostics>
              <xsl:apply-templates mode="copy" select="$specs/tei:constraint/sch:diagnostics/*"/>
            </diagnostics>
          </xsl:where-populated>
        </schema>
      </xsl:variable>
      <xsl:sequence select="$patterns[self::k:error]"/>
      <xsl:for-each-group select="$declared" group-by="string(@prefix)">
        <xsl:if test="count(distinct-values(current-group()/@uri)) gt 1">
          <xsl:sequence select="k:error(current-group()[2], 'The prefix ' || current-grouping-key() || ' stands for two namespaces; all rules go into one Schematron, so it must be one.')"/>
        </xsl:if>
      </xsl:for-each-group>
      <xsl:for-each-group select="$sch//@id" group-by="string()">
        <xsl:if test="count(current-group()) gt 1">
          <xsl:sequence select="k:error($specs[.//@id = current-grouping-key() or starts-with(current-grouping-key(), @ident)][last()], 'Two parts of the Schematron have the id &quot;' || current-grouping-key() || '&quot;; give one of them another id or ident.')"/>
        </xsl:if>
      </xsl:for-each-group>
      <xsl:sequence select="k:file(@ident || '.sch', $sch, k:notice(.))"/>
    </k:files>
  </xsl:template>

  <xsl:mode name="constraint" on-no-match="fail"/>
  <xsl:template mode="constraint" match="tei:constraintSpec" as="element()*">
    <xsl:variable name="spec" as="element()" select="."/>
    <xsl:variable name="body" as="element()*" select="tei:constraint/sch:*[not(local-name() = $top)]"/>
    <xsl:variable name="bare" as="element()*" select="$body[self::sch:assert or self::sch:report]"/>
    <xsl:variable name="strange" as="element()*" select="tei:constraint/*[not(self::sch:* or self::xsl:function or self::xsl:key)]"/>
    <xsl:if test="empty(tei:constraint/*)">
      <xsl:sequence select="k:error(., 'constraintSpec &quot;' || @ident || '&quot; has no constraint with Schematron in it.')"/>
    </xsl:if>
    <xsl:if test="exists($strange)">
      <xsl:sequence select="k:error($strange[1], name($strange[1]) || ' in a constraint is not known; a constraint holds Schematron (http://purl.oclc.org/dsdl/schematron), and xsl:key or xsl:function.')"/>
    </xsl:if>
    <xsl:variable name="context" as="xs:string?" select="k:context(.)"/>
    <xsl:if test="exists($bare) and empty($context)">
      <xsl:sequence select="k:error($bare[1], 'An assertion that stands in no element, attribute or class needs a rule around it that says its context.')"/>
    </xsl:if>
    <xsl:variable name="rules" as="element()*">
      <xsl:if test="exists($bare)">
        <rule context="{$context}">
          <xsl:apply-templates mode="copy" select="tei:constraint/sch:let"/>
          <xsl:apply-templates mode="copy" select="$bare"/>
        </rule>
      </xsl:if>
      <xsl:apply-templates mode="copy" select="$body[self::sch:rule]"/>
    </xsl:variable>
    <xsl:variable name="patterns" as="element()*">
      <xsl:if test="exists($rules)">
        <pattern>
          <xsl:if test="empty($bare)">
            <xsl:apply-templates mode="copy" select="tei:constraint/sch:let"/>
          </xsl:if>
          <xsl:sequence select="$rules"/>
        </pattern>
      </xsl:if>
      <xsl:apply-templates mode="copy" select="$body[self::sch:pattern]"/>
    </xsl:variable>
    <xsl:variable name="strange-body" as="element()*" select="$body except ($bare, $body[self::sch:rule or self::sch:pattern])"/>
    <xsl:if test="exists($strange-body)">
      <xsl:sequence select="k:error($strange-body[1], 'sch:' || local-name($strange-body[1]) || ' is not known here; a constraint holds assertions, rules or patterns, and ns, let, phase, properties, diagnostics.')"/>
    </xsl:if>
    <xsl:variable name="count" as="xs:integer" select="count($patterns)"/>
    <xsl:for-each select="$patterns">
      <xsl:variable name="id" as="xs:string" select="string((@id, $spec/@ident || (if ($count gt 1) then '.' || position() else ''))[1])"/>
      <xsl:variable name="number" as="xs:integer" select="position()"/>
      <xsl:copy>
        <xsl:copy-of select="@*"/>
        <xsl:attribute name="id" select="$id"/>
        <xsl:apply-templates mode="number" select="node()">
          <xsl:with-param name="id" tunnel="yes" select="$spec/@ident || (if ($count gt 1) then '.' || $number else '')"/>
          <xsl:with-param name="all" tunnel="yes" select=".//(sch:assert | sch:report)"/>
        </xsl:apply-templates>
      </xsl:copy>
    </xsl:for-each>
  </xsl:template>

  <!-- Where a constraint without a rule applies. -->
  <xsl:function name="k:context" as="xs:string?">
    <xsl:param name="spec" as="element(tei:constraintSpec)"/>
    <xsl:variable name="holder" as="element()" select="$spec/.."/>
    <xsl:choose>
      <xsl:when test="$spec/@context">
        <xsl:sequence select="$spec/@context"/>
      </xsl:when>
      <xsl:when test="$holder/self::k:element">
        <xsl:sequence select="k:element-path($holder)"/>
      </xsl:when>
      <xsl:when test="$holder/self::k:attribute and $holder/../../self::k:element">
        <xsl:sequence select="k:element-path($holder/../..) || '/@' || $holder/@name"/>
      </xsl:when>
      <xsl:when test="$holder/self::k:attribute">
        <xsl:sequence select="string-join($schema/k:element[k:attributes/(k:class-ref/@name = $holder/../@name or k:attribute-ref[@class eq $holder/../@name]/@name = $holder/@ident)] ! (k:element-path(.) || '/@' || $holder/@name), ' | ')"/>
      </xsl:when>
      <xsl:when test="$holder/self::k:attclass">
        <xsl:sequence select="string-join($schema/k:element[k:attributes/(k:class-ref/@name, k:attribute-ref/@class) = $holder/@name] ! k:element-path(.), ' | ')"/>
      </xsl:when>
      <xsl:when test="$holder/self::k:modelclass">
        <xsl:sequence select="string-join(k:class-elements($holder) ! k:element-path(key('element', ., $schema/root())), ' | ')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="k:element-path" as="xs:string">
    <xsl:param name="element" as="element(k:element)"/>
    <xsl:sequence select="(if ($element/@ns eq '') then '' else $prefixes($element/@ns) || ':') || $element/@name"/>
  </xsl:function>

  <!-- Schematron taken over as it is, but for the marks of our own and the namespaces in scope. -->
  <xsl:mode name="copy" on-no-match="shallow-copy"/>
  <xsl:template mode="copy" match="*" as="element()">
    <xsl:element name="{name()}" namespace="{namespace-uri()}">
      <xsl:variable name="here" as="element()" select="."/>
      <xsl:if test="self::xsl:*">
        <xsl:for-each select="in-scope-prefixes(.)[not(. = ('xml', '', 'k', 'tei', 'sch'))]">
          <xsl:namespace name="{.}" select="namespace-uri-for-prefix(., $here)"/>
        </xsl:for-each>
      </xsl:if>
      <xsl:apply-templates mode="#current" select="@* except @k:*, node()"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="copy" match="sch:*" as="element()">
    <xsl:element name="{local-name()}">
      <xsl:apply-templates mode="#current" select="@* except @k:*, node()"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="copy" match="sch:ns | comment() | processing-instruction()"/>

  <xsl:mode name="number" on-no-match="shallow-copy"/>
  <xsl:template mode="number" match="sch:assert | sch:report" as="element()">
    <xsl:param name="id" as="xs:string" tunnel="yes"/>
    <xsl:param name="all" as="element()*" tunnel="yes"/>
    <xsl:variable name="here" as="element()" select="."/>
    <xsl:variable name="number" as="xs:integer" select="count($all[. &lt;&lt; $here]) + 1"/>
    <xsl:copy>
      <xsl:attribute name="id" select="(@id, if (count($all) gt 1) then $id || '-' || $number else $id || '-rule')[1]"/>
      <xsl:attribute name="role" select="(@role, 'error')[1]"/>
      <xsl:copy-of select="@* except (@id, @role)"/>
      <xsl:apply-templates mode="sentence" select="node()"/>
    </xsl:copy>
  </xsl:template>

  <!-- A sentence on one line, whatever the line breaks of the ODD. -->
  <xsl:mode name="sentence" on-no-match="shallow-copy"/>
  <xsl:template mode="sentence" match="text()" as="text()?">
    <xsl:variable name="text" as="xs:string" select="replace(., '\s+', ' ')"/>
    <xsl:variable name="text" as="xs:string" select="if (empty(preceding-sibling::node())) then replace($text, '^ ', '') else $text"/>
    <xsl:value-of select="if (empty(following-sibling::node())) then replace($text, ' $', '') else $text"/>
  </xsl:template>

</xsl:stylesheet>
