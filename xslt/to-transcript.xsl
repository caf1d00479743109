<?xml version="1.0" encoding="UTF-8"?>
<!-- The transcript back from its encoding, letter for letter, with the marks of the source: for every language, in the order
     of the document. White space is laid out anew. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tk="urn:x-teikit:format"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <tk:format name="transcript" suffix=".txt" media-type="text/plain">The source's body with its own marks, letter for letter but for white space.</tk:format>

  <xsl:include href="modules/functions.xsl"/>
  <xsl:include href="modules/structure.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:mode name="transcript" on-no-match="shallow-skip"/>

  <xsl:template match="/">
    <xsl:variable name="tei" as="element()" select="(TEI, *//TEI)[1]"/>
    <xsl:variable name="text" as="xs:string">
      <xsl:value-of>
        <xsl:value-of select="$tei/teiHeader//xenoData[@type = 'transcript-before']" separator="&#10;&#10;"/>
        <xsl:text>&#10;&#10;</xsl:text>
        <xsl:apply-templates select="$tei/text" mode="transcript"/>
        <xsl:text>&#10;&#10;</xsl:text>
        <xsl:value-of select="$tei/teiHeader//xenoData[@type = 'transcript-after']" separator="&#10;&#10;"/>
      </xsl:value-of>
    </xsl:variable>
    <xsl:value-of select="f:tidy($text)"/>
  </xsl:template>

  <!-- Every element hands on what it holds; what stands on lines of its own keeps them. -->
  <xsl:template mode="transcript" match="*">
    <xsl:choose>
      <xsl:when test="f:is-block(.) or self::fw"><xsl:text>&#10;&#10;</xsl:text><xsl:apply-templates mode="transcript"/><xsl:text>&#10;&#10;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="transcript"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- A label and the speech after it share a line, as most transcripts have it. -->
  <xsl:template mode="transcript" match="sp">
    <xsl:text>&#10;&#10;</xsl:text><xsl:apply-templates mode="transcript"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="transcript" match="speaker"><xsl:apply-templates mode="transcript"/><xsl:text> </xsl:text></xsl:template>
  <xsl:template mode="transcript" match="sp/p[preceding-sibling::node()[not(self::text()[not(normalize-space())])][1][self::speaker]]">
    <xsl:apply-templates mode="transcript"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="transcript" match="item | row | l | addrLine">
    <xsl:text>&#10;</xsl:text><xsl:apply-templates mode="transcript"/>
  </xsl:template>
  <xsl:template mode="transcript" match="cell"><xsl:apply-templates mode="transcript"/><xsl:text> </xsl:text></xsl:template>

  <xsl:template mode="transcript" match="text()"><xsl:value-of select="."/></xsl:template>

  <!-- Letters of the source that are no text: Markdown's marks, table rules, hyphens at line ends. -->
  <xsl:template mode="transcript" match="processing-instruction('teikit-source')">
    <xsl:value-of select="f:source-letters(.)"/>
  </xsl:template>
  <!-- A line's end: after the hyphen that stood there, which @rend keeps. -->
  <xsl:template mode="transcript" match="lb"><xsl:text>{self::*[@break = 'no']/@rend}&#10;</xsl:text></xsl:template>

  <!-- Words that the editor put in brackets have them back. -->
  <xsl:template mode="transcript" match="supplied">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('[', ']'))"/>
    <xsl:text>{$marks[1]}</xsl:text><xsl:apply-templates mode="transcript"/><xsl:text>{$marks[2]}</xsl:text>
  </xsl:template>
  <xsl:template mode="transcript" match="unclear">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('', ''))"/>
    <xsl:text>{$marks[1]}</xsl:text><xsl:apply-templates mode="transcript"/><xsl:text>{$marks[2]}</xsl:text>
  </xsl:template>
  <xsl:template mode="transcript" match="choice/abbr[../expan]">
    <xsl:apply-templates mode="transcript"/><xsl:text> </xsl:text>
  </xsl:template>
  <xsl:template mode="transcript" match="choice/expan[../abbr]">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('[', ']'))"/>
    <xsl:text>{$marks[1]}</xsl:text><xsl:apply-templates mode="transcript"/><xsl:text>{$marks[2]}</xsl:text>
  </xsl:template>
  <!-- Of two readings the source's own. -->
  <xsl:template mode="transcript" match="choice/corr[../sic] | choice/reg[../orig]"/>

</xsl:stylesheet>
