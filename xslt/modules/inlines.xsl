<?xml version="1.0" encoding="UTF-8"?>
<!-- What HTML and text do alike in a line: where lines of the source end, and signs that Unicode has no letter for. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- A line of the source ends; a reader's line does not. A word divided at the end of the line is one word again, and a
       language without spaces needs none. -->
  <xsl:template mode="html text" match="lb | cb | gb | milestone">
    <xsl:if test="not(@break = 'no') and not(f:unspaced(f:lang(.)))"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <!-- What stands before its line's break and after it is told apart inside a stamp or a page heading too. -->
  <xsl:template mode="html text" match="fw//lb | stamp//lb" priority="3"><xsl:text> </xsl:text></xsl:template>

  <!-- Letters of scripts written without spaces, and their punctuation, as ranges: Saxon knows the names of blocks, but
       loads all of them to find one. -->
  <xsl:variable name="wide" as="xs:string" static="yes" select="'&#x2E80;-&#x312F;&#x3190;-&#x9FFF;&#xF900;-&#xFAFF;&#xFE30;-&#xFE4F;&#xFF00;-&#xFFEF;'"/>

  <!-- Line ends of the file: in a language without spaces the two lines are joined without one, as on paper. -->
  <xsl:function name="f:joined-lines" as="xs:string">
    <xsl:param name="text" as="text()"/>
    <xsl:sequence select="
      if (contains($text, '&#10;') and f:unspaced(f:lang($text/..)))
      then replace($text, '([' || $wide || '])\s*\n\s*([' || $wide || '])', '$1$2')
      else string($text)"/>
  </xsl:function>
  <xsl:template mode="html" match="text()"><xsl:value-of select="f:joined-lines(.)"/></xsl:template>
  <xsl:template mode="text" match="text()">
    <xsl:variable name="joined" as="xs:string" select="f:joined-lines(.)"/>
    <xsl:value-of select="if (contains(translate($joined, '&#9;&#10;&#13;', '   '), '  ') or contains($joined, '&#10;')) then replace($joined, '\s+', ' ') else $joined"/>
  </xsl:template>

  <!-- A sign that is no letter, or that XML forbids: what stands for it, or the replacement character. -->
  <xsl:template mode="html text" match="g">
    <xsl:choose>
      <xsl:when test="node()"><xsl:apply-templates mode="#current"/></xsl:when>
      <xsl:otherwise><xsl:text>&#xFFFD;</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
