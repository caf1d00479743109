<?xml version="1.0" encoding="UTF-8"?>
<!-- One policy for elements that no other template knows: their text is kept and a block stays a block (in HTML, where
     unhandled-html.xsl does it, with the element's name as a class). What is a register or machine data inside the text is
     left out by name, here and nowhere else. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <xsl:template mode="text" match="*" priority="-5">
    <xsl:choose>
      <xsl:when test="f:is-block(.)"><xsl:text>&#10;&#10;</xsl:text><xsl:apply-templates mode="text"/><xsl:text>&#10;&#10;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Registers in the back, linguistic apparatus, machine data. -->
  <xsl:template mode="html text" match="text//listPerson | text//listOrg | text//listPlace | text//listEvent | text//spanGrp
    | text//linkGrp | text//join | text//interpGrp | text//interp | text//timeline | text//listRelation | standOff | facsimile | sourceDoc
    | text//fs | text//alt | text//altGrp | text//xenoData | text//binaryObject | text//metamark | text//certainty | text//precision
    | text//respons | text//media" priority="2"/>
  <xsl:template mode="html text" match="comment() | processing-instruction()" priority="-5"/>

</xsl:stylesheet>
