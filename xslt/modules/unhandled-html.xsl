<?xml version="1.0" encoding="UTF-8"?>
<!-- The policy of unhandled.xsl in HTML: the name of the element becomes a class, so that a project's own style can dress it. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <xsl:template mode="html" match="*" priority="-5">
    <xsl:choose>
      <xsl:when test="f:is-block(.) or f:holds-blocks(.)">
        <div class="tei-{local-name()}"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
      </xsl:when>
      <xsl:otherwise>
        <span class="tei-{local-name()}"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
