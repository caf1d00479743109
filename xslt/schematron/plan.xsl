<?xml version="1.0" encoding="UTF-8"?>
<!--
  Third step of the Schematron compiler: how the nodes of each rule are found, and where its variables are evaluated.

  In:  one sch:schema of concrete patterns and rules.
  Out: the schema, with notes for the next step.
         sch:schema/@teikit:walk   which nodes are matched against the rules that have no note
         sch:rule/@teikit:select   an expression for the rule's nodes, evaluated with the document as context
         sch:rule/teikit:from      @attribute, @select, @if: the rule's nodes are found from the attributes of that name of
                                   which @if is true, by an expression evaluated with the attribute as context
         sch:let/@teikit:owner     the number, in its rule, of the one assertion that needs the variable

  A rule that is alone in its pattern may select its nodes, which is much faster than to match every node of the document.
  Where several rules stand in a pattern, the first that fits a node is the only one (ISO/IEC 19757-3:2020, 6.5), so that
  their nodes are matched. Many rules are about "any element that has this attribute". One pass over all attributes that
  goes by their names serves all of those rules together, and costs what three searches for an attribute cost.
  A variable that one assertion alone needs is better evaluated as a part of its test: most tests need no more of it than
  that it is empty.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:teikit="urn:teikit:schematron"
  xmlns:f="urn:teikit:schematron:functions" xmlns:fn="http://www.w3.org/2005/xpath-functions"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" exclude-result-prefixes="xs f fn map">

  <xsl:output method="xml" indent="no"/>
  <xsl:mode on-no-match="shallow-copy"/>

  <xsl:key name="diagnostic" match="sch:diagnostic" use="@id"/>
  <xsl:key name="property" match="sch:property" use="@id"/>

  <xsl:variable name="rules" as="element(sch:rule)*" select="/sch:schema/sch:pattern/sch:rule[@context]"/>
  <xsl:variable name="by-attribute" as="element(sch:rule)*" select="$rules[f:selects(.)][exists(f:attributes(@context))]"/>
  <!-- Fewer searches than this cost less than the pass over all attributes. -->
  <xsl:variable name="enough" as="xs:integer" select="4"/>
  <xsl:variable name="passes" as="xs:boolean" select="count($by-attribute) ge $enough"/>

  <xsl:template match="sch:schema">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:attribute name="teikit:walk" select="f:walk($rules[not(f:selects(.))])"/>
      <xsl:apply-templates/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:rule[@context]">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:choose>
        <xsl:when test="$passes and . intersect $by-attribute">
          <xsl:sequence select="f:from(@context)"/>
        </xsl:when>
        <xsl:when test="f:selects(.)">
          <xsl:attribute name="teikit:select" select="f:selection(@context)"/>
        </xsl:when>
      </xsl:choose>
      <xsl:apply-templates/>
    </xsl:copy>
  </xsl:template>

  <!-- ==== variables ==== -->

  <xsl:template match="sch:rule/sch:let">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:for-each select="f:owner(.)">
        <xsl:attribute name="teikit:owner" select="count(preceding-sibling::sch:assert | preceding-sibling::sch:report) + 1"/>
      </xsl:for-each>
      <xsl:apply-templates/>
    </xsl:copy>
  </xsl:template>

  <!-- The assertion that alone needs a variable, for itself or for other variables that it alone needs. -->
  <xsl:function name="f:owner" as="element()?">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:variable name="needing" as="element()*" select="$let/following-sibling::*[f:needs(., $let/@name)]"/>
    <xsl:variable name="owners" as="element()*" select="$needing ! (if (self::sch:let) then f:owner(.) else .)"/>
    <xsl:sequence select="$owners[1][$let/@value and not($let/@as) and matches($let/@name, '^[\w.\-]+$')
      and count($let/../sch:let[@name = $let/@name]) eq 1 and empty($let/..[xsl:* or contains(., 'Q{') or .//@*[contains(., 'Q{')]])
      and not($let/preceding-sibling::*[f:needs(., $let/@name)]) and count($owners) eq count($needing) and count($owners | ()) eq 1]"/>
  </xsl:function>
  <xsl:function name="f:needs" as="xs:boolean">
    <xsl:param name="part" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="matches(f:expressions($part), '\$\s*' || replace($name, '([.\-])', '\\$1') || '([^\w.\-]|$)')"/>
  </xsl:function>
  <!-- Everything in an assertion or a variable that may hold an expression. -->
  <xsl:function name="f:expressions" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="more" as="element()*"
      select="$part/(@diagnostics/key('diagnostic', tokenize(.)) | @properties/key('property', tokenize(.)))"/>
    <xsl:sequence select="string-join(($part | $more | $part/..[@subject][not($part/self::sch:let)]/@subject)/(. | descendant::* | descendant-or-self::*/@*), ' ')"/>
  </xsl:function>

  <!-- ==== nodes ==== -->

  <!-- Attributes, text and comments are visited only if some rule may be about them. -->
  <xsl:function name="f:walk" as="xs:string">
    <xsl:param name="rules" as="element(sch:rule)*"/>
    <xsl:variable name="contexts" as="xs:string*" select="$rules/@context ! f:bare(.)"/>
    <xsl:variable name="attributes" as="xs:boolean" select="some $x in $contexts satisfies matches($x, '@|attribute|\$')"/>
    <xsl:variable name="others" as="xs:boolean"
      select="some $x in $contexts satisfies matches($x, '(text|comment|processing-instruction|node)\s*\(|\$|^\s*\.|self::')"/>
    <xsl:sequence select="string-join((
      if ($others) then 'descendant-or-self::node()' else '., descendant::*')) ! (if ($attributes) then '(' || . || ')/(., @*)' else .)"/>
  </xsl:function>

  <!-- Whether a rule may select its nodes: no other rule of its pattern takes nodes away from it, and its context is made of
       steps, so that "//" before it means what the match pattern means. In a pattern, current() is the node that is matched. -->
  <xsl:function name="f:selects" as="xs:boolean">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:variable name="bare" as="xs:string" select="f:bare($rule/@context)"/>
    <xsl:sequence select="count($rule/../sch:rule) eq 1 and not(matches($bare, '[$(]|^\s*\.|\|\s*/'))
      and matches($bare, '^[\w\s:*@./|\-]+$') and not(matches($rule/@context, '(^|[^\w.-])current\s*\('))"/>
  </xsl:function>

  <!-- ==== expressions, taken apart ==== -->

  <!-- An expression without its strings, comments and predicates. -->
  <xsl:function name="f:bare" as="xs:string">
    <xsl:param name="expression" as="xs:string"/>
    <xsl:sequence select="f:peel(replace($expression, '''[^'']*''|&quot;[^&quot;]*&quot;', ''))"/>
  </xsl:function>
  <xsl:function name="f:peel" as="xs:string">
    <xsl:param name="expression" as="xs:string"/>
    <xsl:variable name="less" select="replace($expression, '\[[^\[\]]*\]|\(:[^:]*:\)', '')"/>
    <xsl:sequence select="if ($less eq $expression) then $less else f:peel($less)"/>
  </xsl:function>

  <!-- Strings, predicates with what is nested in them, parentheses and names, as regular expressions. They are static, so that
       Saxon prepares what is made of them once. -->
  <xsl:variable name="string" static="yes" as="xs:string" select="'''[^'']*''|&quot;[^&quot;]*&quot;'"/>
  <xsl:variable name="predicate" static="yes" as="xs:string"
    select="fold-left(1 to 5, '\[\]', function($inner, $level) {'\[(?:[^\[\]''&quot;]|' || $string || '|' || $inner || ')*\]'})"/>
  <xsl:variable name="parenthesis" static="yes" as="xs:string"
    select="fold-left(1 to 5, '\(\)', function($inner, $level) {'\((?:[^()''&quot;]|' || $string || '|' || $inner || ')*\)'})"/>
  <xsl:variable name="group" static="yes" as="xs:string" select="$predicate || '|' || $parenthesis"/>
  <xsl:variable name="name" static="yes" as="xs:string" select="'(?:[\w.\-]+:)?[\w.\-]+'"/>

  <!-- Whether a predicate is true or false of a node whatever its place among the others: it counts nothing and is no number. -->
  <xsl:function name="f:is-condition" as="xs:boolean">
    <xsl:param name="predicate" as="xs:string"/>
    <xsl:sequence select="matches($predicate, '^\[\s*(?:(?:not|exists|empty|contains|starts-with)\s*\(|(?:self|ancestor|ancestor-or-self)::|@)')
      and f:ignores-place($predicate)"/>
  </xsl:function>
  <xsl:function name="f:ignores-place" as="xs:boolean">
    <xsl:param name="predicate" as="xs:string"/>
    <xsl:sequence select="not(matches(f:bare(f:inside($predicate)),
        '[+]|\s-|[\w.)]\s*\*|\s(?:div|idiv|mod|to)\s|last|position|![^=]|/\s*' || $name || '\s*\(') or matches($predicate, '[\])]\s*-'))"/>
  </xsl:function>
  <xsl:function name="f:inside" as="xs:string">
    <xsl:param name="predicate" as="xs:string"/>
    <xsl:sequence select="replace(substring($predicate, 2, string-length($predicate) - 2), '^\s+|\s+$', '')"/>
  </xsl:function>

  <!-- ==== one search for each rule ==== -->

  <!-- What selects the nodes of a context. Saxon walks a tree for each branch of a union faster than for all of them together,
       and finds the attributes of a name faster than it asks every element for one. -->
  <xsl:function name="f:selection" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="branches" as="xs:string*"
      select="analyze-string($context, '(?:[^|\[\]''&quot;]|' || $predicate || ')+')/fn:match ! replace(., '^\s+|\s+$', '')"/>
    <xsl:variable name="names" as="xs:string*" select="$branches ! replace(., '(?:' || $predicate || ')+$', '')"/>
    <xsl:sequence select="
      if (matches($context, '^\s*/')) then $context
      else if (replace(string-join($branches), '\s', '') ne replace(f:unbarred($context), '\s', '')) then '//(' || $context || ')'
      else if (count($branches) eq 1) then f:search($context)
      (: Elements of different names cannot be the same. :)
      else if (every $x in $names satisfies matches($x, '^' || $name || '$') and count(distinct-values($names)) eq count($names))
        then '(' || string-join($branches ! ('//' || .), ', ') || ')'
      else string-join($branches ! ('//' || .), ' | ')"/>
  </xsl:function>

  <!-- A context without the bars between its branches. -->
  <xsl:function name="f:unbarred" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:sequence select="string-join(analyze-string($context, $predicate)/* ! (if (self::fn:match) then string() else translate(., '|', '')))"/>
  </xsl:function>

  <xsl:function name="f:search" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="parts" as="map(*)?" select="f:parts($context)"/>
    <xsl:variable name="attribute" as="xs:string?" select="$parts ! f:alternatives(?predicates[1])[count(?names) eq 1]?names"/>
    <xsl:sequence select="
      if (exists($attribute)) then '//@' || $attribute || ' ! parent::' || $parts?step || string-join($parts?predicates) || $parts?around
      else '//' || $context"/>
  </xsl:function>

  <!-- ==== one pass over the attributes for many rules ==== -->

  <!-- A context that is "any element", with predicates none of which counts elements: what stands before it, as a predicate of
       its own, the step, and the predicates. -->
  <xsl:variable name="form" static="yes" as="xs:string" select="'^\s*(?:(' || $name || ')//)?((?:[\w.\-]+:)?\*)((?:' || $predicate || ')+)\s*$'"/>
  <xsl:function name="f:parts" as="map(*)?">
    <xsl:param name="context" as="xs:string"/>
    <xsl:if test="matches($context, $form) and not(contains($context, '(:'))">
      <xsl:variable name="around" as="xs:string" select="replace($context, $form, '$1')"/>
      <xsl:variable name="predicates" as="xs:string*" select="analyze-string(replace($context, $form, '$3'), $predicate)/fn:match/string()"/>
      <xsl:if test="every $x in $predicates satisfies f:is-condition($x) or exists(f:alternatives($x))">
        <xsl:sequence select="map {'around': ('[ancestor::' || $around || ']')[$around ne ''],
          'step': replace($context, $form, '$2'), 'predicates': $predicates}"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- The attributes of which an element must have one for a predicate to be true. "names": which; "whole": the predicate says
       no more than that; "condition": what it asks of such an attribute, where it asks the same of all. -->
  <xsl:variable name="factor" static="yes" as="xs:string"
    select="'^ ?@(' || $name || ')(?: ?&#xE000;)*(?:(?: ?(?:=|!=|&lt;|&gt;)| (?:eq|ne|lt|le|gt|ge) ).*)? ?$'"/>
  <xsl:variable name="asked-alike" static="yes" as="xs:string"
    select="'^(?:(@' || $name || ')|\(\s*(@' || $name || '(?:\s*\|\s*@' || $name || ')+)\s*\))((?:' || $predicate || ')*)$'"/>
  <xsl:function name="f:alternatives" as="map(*)?">
    <xsl:param name="asked" as="xs:string"/>
    <xsl:variable name="inside" as="xs:string" select="f:inside($asked)"/>
    <!-- What is nested becomes one letter, so that the words and signs outside of it can be looked for. -->
    <xsl:variable name="flat" as="xs:string"
      select="replace(replace(replace($inside, $string, '&#xE001;'), $group, '&#xE000;'), '\s+', ' ')"/>
    <xsl:variable name="keys" as="xs:string*"
      select="tokenize($flat, ' or ') ! (tokenize(., ' and ')[matches(., $factor)][1] ! replace(., $factor, '$1'), '')[1]"/>
    <xsl:choose>
      <xsl:when test="not(f:ignores-place($asked)) or matches($flat, '[()\[\]''&quot;]')"/>
      <xsl:when test="matches($inside, $asked-alike)">
        <xsl:variable name="conditions" as="xs:string" select="replace($inside, $asked-alike, '$3')"/>
        <xsl:variable name="names" as="xs:string*" select="distinct-values(tokenize(replace($inside, $asked-alike, '$1$2'), '[\s|@]+')[.])"/>
        <xsl:variable name="sure" as="xs:boolean" select="every $x in analyze-string($conditions, $predicate)/fn:match satisfies f:is-condition($x)"/>
        <xsl:if test="$sure or count($names) eq 1">
          <xsl:sequence select="map {'names': $names, 'whole': $conditions eq '', 'condition': $conditions[. ne ''][$sure]}"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="not($keys = '')">
        <xsl:sequence select="map {'names': distinct-values($keys), 'condition': (),
          'whole': every $x in tokenize($flat, ' or ') satisfies matches($x, '^ ?@' || $name || ' ?$')}"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- By which attributes a rule's nodes can be found; none, if it is not about attributes or about elements by their attributes. -->
  <xsl:variable name="attribute-form" static="yes" as="xs:string" select="'^\s*@(' || $name || ')\s*$'"/>
  <xsl:function name="f:attributes" as="xs:string*">
    <xsl:param name="context" as="xs:string"/>
    <xsl:sequence select="if (matches($context, $attribute-form)) then replace($context, $attribute-form, '$1') else f:parts($context) ! f:key(.)?names"/>
  </xsl:function>

  <!-- The predicate that names the fewest attributes. -->
  <xsl:function name="f:key" as="map(*)?">
    <xsl:param name="parts" as="map(*)"/>
    <xsl:variable name="keys" as="map(*)*" select="$parts?predicates ! (let $asked := . return f:alternatives(.) ! map:put(., 'predicate', $asked))"/>
    <xsl:sequence select="sort($keys, (), function($key) {count($key?names)})[1]"/>
  </xsl:function>

  <xsl:function name="f:from" as="element(teikit:from)*">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="parts" as="map(*)?" select="f:parts($context)"/>
    <xsl:variable name="key" as="map(*)?" select="$parts ! f:key(.)"/>
    <xsl:for-each select="f:attributes($context)">
      <xsl:variable name="place" as="xs:integer" select="position()"/>
      <xsl:variable name="earlier" as="xs:string*" select="$key?names[position() lt $place] ! ('@' || .)"/>
      <!-- An element that has several of the attributes is visited from the first of them. -->
      <xsl:variable name="first" as="xs:string?" select="
        if (exists($key?condition)) then ('[(' || f:inside($key?predicate) || ')[1] is current()]')[exists($key?names[2])]
        else if (exists($earlier)) then '[not(' || string-join($earlier, ' or ') || ')]' else ()"/>
      <xsl:variable name="others" as="xs:string*" select="$parts?predicates[not($key?whole or exists($key?condition)) or . ne $key?predicate]"/>
      <teikit:from attribute="{.}" select="{
        if (empty($parts)) then '.' else 'parent::' || $parts?step || $first || string-join($others) || $parts?around}">
        <xsl:if test="exists($key?condition)">
          <xsl:attribute name="if" select="string-join(analyze-string($key?condition, $predicate)/fn:match ! ('(' || f:inside(.) || ')'), ' and ')"/>
        </xsl:if>
      </teikit:from>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
