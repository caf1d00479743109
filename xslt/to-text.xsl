<?xml version="1.0" encoding="UTF-8"?>
<!-- A TEI document as plain text for reading: title, facts of the header, each version in turn, speakers set off,
     redactions and other holes in words of the language they stand in, notes at the end. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tk="urn:x-teikit:format"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <tk:format name="text" suffix=".txt" media-type="text/plain">Plain text for reading: speakers and redactions kept, each language in turn.</tk:format>

  <xsl:include href="modules/functions.xsl"/>
  <xsl:include href="modules/structure.xsl"/>
  <xsl:include href="modules/redactions.xsl"/>
  <xsl:include href="modules/facts.xsl"/>
  <xsl:include href="modules/text.xsl"/>
  <xsl:include href="modules/inlines.xsl"/>
  <xsl:include href="modules/unhandled.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>
  <!-- Some modules serve HTML as well; here that mode has nothing to do. -->
  <xsl:mode name="html" on-no-match="shallow-skip"/>

  <xsl:template match="/">
    <xsl:variable name="tei" as="element()" select="(TEI, *//TEI)[1]"/>
    <xsl:variable name="lang" as="xs:string" select="f:spoken(f:page-lang($tei))"/>
    <xsl:variable name="versions" as="element()*" select="f:versions($tei)"/>
    <xsl:variable name="pieces" as="xs:string*">
      <xsl:sequence select="f:titles($tei) ! fp:heading(fp:plain(.), if (position() = 1) then '=' else '')"/>
      <xsl:sequence select="$tei/teiHeader/profileDesc/abstract ! fp:plain(.)"/>
      <xsl:sequence select="string-join(f:facts($tei) ! fp:fact-line(., $lang), '&#10;')"/>
      <xsl:choose>
        <xsl:when test="$versions">
          <xsl:sequence select="$tei/text/(front, body/(* except $versions)[. &lt;&lt; $versions[1]]) ! fp:block(.)"/>
          <xsl:for-each select="$versions">
            <xsl:sequence select="fp:heading(f:language-name(f:lang(.), $tei) || (@type[. = ('original', 'translation')] ! (' — ' || f:label(., $lang))), '-'),
              fp:block(.)"/>
          </xsl:for-each>
          <xsl:sequence select="$tei/text/(body/(* except $versions)[. &gt;&gt; $versions[1]], back) ! fp:block(.)"/>
        </xsl:when>
        <xsl:otherwise><xsl:sequence select="$tei/text ! fp:block(.)"/></xsl:otherwise>
      </xsl:choose>
      <xsl:variable name="notes" as="element()*" select="f:end-notes($tei)"/>
      <xsl:if test="$notes">
        <xsl:sequence select="fp:heading(f:label('notes', $lang), '-'),
          string-join($notes ! ('[' || f:note-number(.) || '] ' || fp:plain(.)), '&#10;')"/>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="text" as="xs:string" select="string-join($pieces[normalize-space()], '&#10;&#10;')"/>
    <xsl:value-of select="f:tidy(string-join(tokenize($text, '\n') ! normalize-space(.), '&#10;'))"/>
  </xsl:template>

  <!-- A line and, under it, a rule as long as it looks: characters of East Asian scripts are two columns wide. -->
  <xsl:function name="fp:heading" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="rule" as="xs:string"/>
    <xsl:variable name="double" as="xs:integer"
      select="string-length(replace($words, '[^' || $wide || '&#xAC00;-&#xD7A3;]', ''))"/>
    <xsl:variable name="length" as="xs:integer" select="min((72, string-length($words) + $double))"/>
    <xsl:sequence select="if ($rule = '') then $words else $words || '&#10;' || string-join((1 to $length) ! $rule)"/>
  </xsl:function>

  <!-- An element in one line, and an element as blocks. -->
  <xsl:function name="fp:plain" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="normalize-space(fp:block-of($element/node()))"/>
  </xsl:function>
  <xsl:function name="fp:block" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="fp:block-of($element)"/>
  </xsl:function>
  <xsl:function name="fp:block-of" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:value-of><xsl:apply-templates select="$nodes" mode="text"/></xsl:value-of>
  </xsl:function>

  <xsl:function name="fp:fact-line" as="xs:string">
    <xsl:param name="fact" as="map(xs:string, item()*)"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="values" as="xs:string*" select="$fact?values ! (
      if (exists(?text)) then ?text
      else if (exists(?pieces)) then string-join(?pieces?text, ' · ')
      else normalize-space(fp:block-of(?nodes)))"/>
    <xsl:sequence select="($fact?key ! f:label(., $lang), $fact?name)[1] || f:colon($lang) || string-join($values, '; ')"/>
  </xsl:function>

</xsl:stylesheet>
