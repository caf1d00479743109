<?xml version="1.0" encoding="UTF-8"?>
<!--
  Before step 1: does teikit know every construct of the ODD? What it does not know is an error here, so that nothing
  that the author wrote is left out of the schema in silence.

  In:  k:odds.   Out: k:errors, one k:error for each thing that is not known; empty where all is well.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:rng="http://relaxng.org/ns/structure/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:import href="functions.xsl"/>

  <!-- The constructs that are read: what may stand in each, and with which attributes of its own. -->
  <xsl:variable name="vocabulary" as="element(k:known)*">
    <k:known name="schemaSpec" holds="altIdent equiv gloss desc moduleRef elementRef specGrp specGrpRef elementSpec classSpec dataSpec macroSpec constraintSpec moduleSpec remarks exemplum listRef"
      attributes="start prefix ns defaultExceptions docLang targetLang source"/>
    <k:known name="specGrp" holds="altIdent equiv gloss desc p head ab list moduleRef elementRef specGrp specGrpRef elementSpec classSpec dataSpec macroSpec constraintSpec moduleSpec" attributes=""/>
    <k:known name="specGrpRef" holds="" attributes="target"/>
    <k:known name="moduleSpec" holds="altIdent equiv gloss desc idno exemplum remarks listRef" attributes=""/>
    <k:known name="moduleRef" holds="" attributes="include except"/>
    <k:known name="elementSpec" holds="altIdent equiv gloss desc classes content constraintSpec attList exemplum remarks listRef" attributes="usage prefix ns"/>
    <k:known name="classSpec" holds="altIdent equiv gloss desc classes constraintSpec attList exemplum remarks listRef" attributes="type generate"/>
    <k:known name="dataSpec" holds="altIdent equiv gloss desc content constraintSpec exemplum remarks listRef" attributes=""/>
    <k:known name="macroSpec" holds="altIdent equiv gloss desc content exemplum remarks listRef" attributes="type"/>
    <k:known name="constraintSpec" holds="altIdent equiv gloss desc constraint exemplum remarks listRef" attributes="scheme context"/>
    <k:known name="classes" holds="memberOf" attributes=""/>
    <k:known name="memberOf" holds="" attributes=""/>
    <k:known name="content" holds="sequence alternate elementRef classRef macroRef textNode valList dataRef anyElement empty" attributes="autoPrefix allowText"/>
    <k:known name="sequence" holds="sequence alternate elementRef classRef macroRef textNode valList dataRef anyElement empty" attributes="minOccurs maxOccurs preserveOrder"/>
    <k:known name="alternate" holds="sequence alternate elementRef classRef macroRef textNode valList dataRef anyElement empty" attributes="minOccurs maxOccurs"/>
    <k:known name="elementRef" holds="" attributes="minOccurs maxOccurs"/>
    <k:known name="classRef" holds="" attributes="minOccurs maxOccurs expand include except"/>
    <k:known name="macroRef" holds="" attributes="minOccurs maxOccurs"/>
    <k:known name="dataRef" holds="dataFacet" attributes="name restriction"/>
    <k:known name="dataFacet" holds="" attributes="name value"/>
    <k:known name="anyElement" holds="" attributes="minOccurs maxOccurs require except"/>
    <k:known name="textNode" holds="" attributes=""/>
    <k:known name="empty" holds="" attributes=""/>
    <k:known name="attList" holds="attDef attRef attList" attributes="org"/>
    <k:known name="attRef" holds="" attributes="class name"/>
    <k:known name="attDef" holds="altIdent equiv gloss desc datatype constraintSpec defaultVal valList exemplum remarks" attributes="usage ns"/>
    <k:known name="datatype" holds="dataRef" attributes="minOccurs maxOccurs"/>
    <k:known name="defaultVal" holds="" attributes=""/>
    <k:known name="valList" holds="desc valItem" attributes="type"/>
    <k:known name="valItem" holds="altIdent equiv gloss desc remarks" attributes=""/>
  </xsl:variable>

  <!-- Attributes that say nothing to a schema, and may stand anywhere. -->
  <xsl:variable name="global" as="xs:string*"
    select="tokenize('n rend style rendition corresp resp cert subtype versionDate validUntil predeclare status ident key mode module')"/>

  <!-- What the checked constructs hold and no schema needs: prose, examples, rules. -->
  <xsl:variable name="prose" as="xs:string*" select="tokenize('altIdent equiv gloss desc idno exemplum remarks listRef p head ab list constraint defaultVal')"/>

  <!-- What a construct has once at most. -->
  <xsl:variable name="once" as="xs:string*" select="tokenize('altIdent classes content datatype valList attList defaultVal')"/>

  <xsl:template match="/k:odds" as="element(k:errors)">
    <k:errors>
      <xsl:for-each select="*[not(descendant-or-self::tei:schemaSpec)]">
        <xsl:sequence select="k:error(., 'There is no schemaSpec here, so this is not an ODD; a schema is described in a schemaSpec of the TEI namespace.')"/>
      </xsl:for-each>
      <xsl:for-each select="*[count(descendant-or-self::tei:schemaSpec) gt 1]">
        <xsl:sequence select="k:error((descendant-or-self::tei:schemaSpec)[2], 'An ODD holds one schemaSpec, and this is the second; put each into a file of its own.')"/>
      </xsl:for-each>
      <xsl:apply-templates mode="k:check" select="descendant::tei:schemaSpec"/>
      <!-- Groups are checked where they stand, since a schemaSpec may point to one in the prose. -->
      <xsl:apply-templates mode="k:check" select="descendant::tei:specGrp[not(ancestor::tei:schemaSpec)][not(ancestor::tei:specGrp)]"/>
      <xsl:if test="count(*) eq 1">
        <xsl:for-each select="descendant::tei:schemaSpec//tei:moduleRef | descendant::tei:schemaSpec/tei:elementRef">
          <xsl:sequence select="k:error(., local-name() || ' key=&quot;' || @key || '&quot; takes its declarations from another ODD, which is not at hand: teikit reads self-contained ODDs. Name the ODD that has them with --base, or write each elementSpec, classSpec and dataSpec in this file.')"/>
        </xsl:for-each>
      </xsl:if>
    </k:errors>
  </xsl:template>

  <xsl:mode name="k:check" on-no-match="shallow-skip"/>

  <xsl:template mode="k:check" match="tei:*" as="element(k:error)*">
    <xsl:variable name="here" as="element()" select="."/>
    <xsl:variable name="known" as="element(k:known)?" select="$vocabulary[@name eq local-name($here)]"/>
    <xsl:variable name="attributes" as="xs:string*" select="$global, k:tokens($known/@attributes)"/>
    <xsl:for-each select="@*[namespace-uri() eq ''][not(local-name() = $attributes)]">
      <xsl:sequence select="k:error(., '@' || local-name() || ' on ' || local-name($here) || ' is not known to teikit; take it away, or see the list of what is known in schemas/README.md.')"/>
    </xsl:for-each>
    <xsl:for-each select="*">
      <xsl:choose>
        <xsl:when test="self::rng:*">
          <xsl:sequence select="k:error(., local-name($here) || ' is written in RELAX NG (rng:' || local-name() || '); write it in Pure ODD: sequence, alternate, elementRef, classRef, textNode, dataRef, valList, anyElement, empty.')"/>
        </xsl:when>
        <xsl:when test="not(self::tei:*) or not(local-name() = k:tokens($known/@holds))">
          <xsl:sequence select="k:error(., name() || ' in ' || local-name($here) || ' is not known to teikit' ||
            (if (exists($known/@holds[. ne ''])) then '; known there: ' || replace($known/@holds, ' ', ', ') else '; nothing may stand there') || '.')"/>
        </xsl:when>
        <xsl:when test="not(local-name() = $prose)">
          <xsl:apply-templates mode="#current" select="."/>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="not(self::tei:specGrp) and exists(text()[normalize-space()])">
      <xsl:sequence select="k:error(., local-name() || ' holds the text &quot;' || substring(normalize-space(string-join(text())), 1, 40) || '&quot;; only elements may stand there.')"/>
    </xsl:if>
    <xsl:for-each-group select="*[local-name() = $once][not($here/self::tei:attList)][not($here/(self::tei:alternate | self::tei:sequence))]" group-by="local-name()">
      <xsl:if test="count(current-group()) gt 1">
        <xsl:sequence select="k:error(current-group()[2], local-name($here) || ' has more than one ' || current-grouping-key() || '; put them into one.')"/>
      </xsl:if>
    </xsl:for-each-group>
    <xsl:apply-templates mode="k:check-value" select="."/>
  </xsl:template>

  <!-- How often a pattern may be repeated in writing. -->
  <xsl:variable name="most" as="xs:integer" select="100"/>

  <!-- How often a particle is written out, repetitions within repetitions counted. -->
  <xsl:function name="k:written-out" as="xs:integer">
    <xsl:param name="particle" as="element()"/>
    <xsl:sequence select="fold-left(
      $particle/ancestor-or-self::*[self::tei:sequence or self::tei:alternate or . is $particle] ! max((k:min(.), k:max(.), 1)),
      1, function($product, $times) {min(($product * $times, 1000000))})"/>
  </xsl:function>

  <xsl:function name="k:is-pattern" as="xs:boolean">
    <xsl:param name="pattern" as="xs:string"/>
    <xsl:try>
      <xsl:sequence select="matches('', '^(' || $pattern || ')$') or true()"/>
      <xsl:catch>
        <xsl:sequence select="false()"/>
      </xsl:catch>
    </xsl:try>
  </xsl:function>

  <!-- Values that must be there or must be one of a few. -->
  <xsl:mode name="k:check-value" on-no-match="shallow-skip"/>
  <xsl:template mode="k:check-value" match="*" as="element(k:error)*">
    <xsl:variable name="here" as="element()" select="."/>
    <xsl:if test="local-name() = tokenize('schemaSpec elementSpec classSpec dataSpec macroSpec constraintSpec moduleSpec attDef valItem') and not(@ident)">
      <xsl:sequence select="k:error(., local-name() || ' needs an ident.')"/>
    </xsl:if>
    <xsl:for-each select="@ident[not($here/(self::tei:valItem | self::tei:attDef))][not(. castable as xs:NCName)] | self::tei:attDef/@ident[not(replace(., '^[^:]+:', '') castable as xs:NCName)]">
      <xsl:sequence select="k:error($here, 'ident=&quot;' || . || '&quot; is not a name as XML knows names.')"/>
    </xsl:for-each>
    <xsl:for-each select="self::tei:attDef/@ident[contains(., ':')][not(starts-with(., 'xml:'))]">
      <xsl:sequence select="k:error($here, 'ident=&quot;' || . || '&quot;: an attribute of another namespace is written with its local name and ns.')"/>
    </xsl:for-each>
    <xsl:for-each select="tei:altIdent[not($here/self::tei:valItem)][not(normalize-space() castable as xs:NCName)]">
      <xsl:sequence select="k:error(., 'altIdent &quot;' || . || '&quot; is not a name as XML knows names.')"/>
    </xsl:for-each>
    <xsl:for-each select="(tei:gloss | tei:desc | tei:remarks)[not(k:language(.) castable as xs:language)]">
      <xsl:sequence select="k:error(., 'xml:lang=&quot;' || @xml:lang || '&quot; is not a language tag, such as en or ja.')"/>
    </xsl:for-each>
    <xsl:if test="self::tei:datatype and count(tei:dataRef) ne 1">
      <xsl:sequence select="k:error(., 'datatype holds one dataRef; describe alternatives in a dataSpec.')"/>
    </xsl:if>
    <xsl:if test="self::tei:valList[not(@mode)][empty(tei:valItem)]">
      <xsl:sequence select="k:error(., 'This list has no values; write a valItem, or take the valList away.')"/>
    </xsl:if>
    <xsl:for-each select="self::tei:anyElement/k:tokens(@except)[not(contains(., ':') or contains(., '/') or . castable as xs:NCName)]">
      <xsl:sequence select="k:error($here, '@except holds namespaces and names; &quot;' || . || '&quot; is neither.')"/>
    </xsl:for-each>
    <xsl:for-each select="@restriction, self::tei:dataFacet[@name eq 'pattern']/@value">
      <xsl:if test="not(k:is-pattern(.))">
        <xsl:sequence select="k:error($here, 'The pattern &quot;' || . || '&quot; is not a regular expression of XML Schema.')"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="self::tei:dataFacet/@name[not(. = tokenize('pattern length minLength maxLength minInclusive maxInclusive minExclusive maxExclusive totalDigits fractionDigits'))]">
      <xsl:sequence select="k:error($here, 'dataFacet name=&quot;' || . || '&quot; is not a facet that RELAX NG and XML Schema share.')"/>
    </xsl:for-each>
    <xsl:for-each-group select="tei:dataFacet[@name ne 'pattern']" group-by="string(@name)">
      <xsl:if test="count(current-group()) gt 1">
        <xsl:sequence select="k:error(current-group()[2], 'The facet ' || current-grouping-key() || ' is there twice; only patterns may be several.')"/>
      </xsl:if>
    </xsl:for-each-group>
    <xsl:if test="self::tei:attList/parent::*[not(self::tei:attList)]">
      <xsl:for-each-group select="descendant::tei:attDef/@ident | descendant::tei:attRef/@name" group-by="string()">
        <xsl:if test="count(current-group()) gt 1">
          <xsl:sequence select="k:error(current-group()[2]/.., '@' || current-grouping-key() || ' is described twice in this attList.')"/>
        </xsl:if>
      </xsl:for-each-group>
    </xsl:if>
    <xsl:if test="(@minOccurs | @maxOccurs) and k:written-out(.) gt $most">
      <xsl:sequence select="k:error(., 'With what is around it this may occur more than ' || $most || ' times, which the RELAX NG would have to write out one by one; say maxOccurs=&quot;unbounded&quot; and count in a constraint.')"/>
    </xsl:if>
    <xsl:for-each select="@ns[not(matches(., '^[!-~]*$'))]">
      <xsl:sequence select="k:error($here, 'ns=&quot;' || . || '&quot; is not a URI as namespaces have them.')"/>
    </xsl:for-each>
    <xsl:if test="local-name() = tokenize('moduleRef elementRef classRef macroRef memberOf') and not(@key)">
      <xsl:sequence select="k:error(., local-name() || ' needs a key' || (if (self::tei:moduleRef) then '; modules from a file or an address (@url) are not read.' else '.'))"/>
    </xsl:if>
    <xsl:if test="self::tei:dataRef and count((@key, @name)) ne 1">
      <xsl:sequence select="k:error(., 'dataRef names either a dataSpec (key) or an XSD type (name), one of the two.')"/>
    </xsl:if>
    <xsl:if test="self::tei:classSpec[not(@mode = ('delete', 'change'))] and not(@type = ('model', 'atts'))">
      <xsl:sequence select="k:error(., 'classSpec needs type=&quot;model&quot; or type=&quot;atts&quot;.')"/>
    </xsl:if>
    <xsl:if test="self::tei:attRef and not(@name)">
      <xsl:sequence select="k:error(., 'attRef needs a name, and the class that it takes the attribute from.')"/>
    </xsl:if>
    <xsl:if test="self::tei:constraintSpec[not(@mode = ('delete', 'change'))] and not(@scheme = ('schematron', 'isoschematron'))">
      <xsl:sequence select="k:error(., 'constraintSpec scheme=&quot;' || @scheme || '&quot; is not known; teikit reads scheme=&quot;schematron&quot;.')"/>
    </xsl:if>
    <xsl:for-each select="@mode[not(. = ('add', 'change', 'delete', 'replace'))]">
      <xsl:sequence select="k:error($here, '@mode is add, change, delete or replace, not &quot;' || . || '&quot;.')"/>
    </xsl:for-each>
    <xsl:for-each select="self::tei:attDef/@usage[not(. = ('opt', 'req', 'rec'))]">
      <xsl:sequence select="k:error($here, '@usage of an attribute is opt, req or rec, not &quot;' || . || '&quot;.')"/>
    </xsl:for-each>
    <xsl:for-each select="self::tei:valList/@type[not(. = ('closed', 'semi', 'open'))]">
      <xsl:sequence select="k:error($here, '@type of a list of values is closed, semi or open, not &quot;' || . || '&quot;.')"/>
    </xsl:for-each>
    <xsl:for-each select="self::tei:classRef/@expand[not(. = ('alternate', 'sequence', 'sequenceOptional', 'sequenceRepeatable', 'sequenceOptionalRepeatable'))]">
      <xsl:sequence select="k:error($here, '@expand is alternate, sequence, sequenceOptional, sequenceRepeatable or sequenceOptionalRepeatable, not &quot;' || . || '&quot;.')"/>
    </xsl:for-each>
    <xsl:for-each select="@minOccurs[not(. castable as xs:nonNegativeInteger)] | @maxOccurs[not(. eq 'unbounded' or . castable as xs:nonNegativeInteger)]">
      <xsl:sequence select="k:error($here, '@' || name() || '=&quot;' || . || '&quot; is not a number' || (if (name() eq 'maxOccurs') then ' or &quot;unbounded&quot;.' else '.'))"/>
    </xsl:for-each>
    <xsl:if test="k:max(.) ge 0 and k:max(.) lt k:min(.)">
      <xsl:sequence select="k:error(., '@maxOccurs is less than @minOccurs' || (if (@maxOccurs) then '.' else ' (it is 1 where it is not written).'))"/>
    </xsl:if>
    <xsl:if test="self::tei:attList/@org = 'choice' and (tei:attList or ancestor::tei:attList[@org eq 'choice'])">
      <xsl:sequence select="k:error(., 'attList org=&quot;choice&quot; holds single attributes here; groups inside a choice are not known to teikit.')"/>
    </xsl:if>
    <xsl:if test="self::tei:attList/@org[not(. = ('choice', 'group'))]">
      <xsl:sequence select="k:error(., '@org is choice or group.')"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
