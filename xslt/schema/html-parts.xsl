<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the reference pages: remarks, examples and rules of whatever is described. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <!-- Remarks, examples and rules of whatever is described -->

  <xsl:template name="remarks" as="element()*">
    <xsl:for-each select="tei:remarks">
      <section lang="{k:language(.)}">
        <xsl:apply-templates mode="prose" select="node()"/>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="examples" as="node()*">
    <xsl:if test="tei:exemplum">
      <h2>
        <xsl:value-of select="if (count(tei:exemplum) gt 1) then 'Examples' else 'Example'"/>
      </h2>
      <xsl:apply-templates mode="prose" select="tei:exemplum/*"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="rules" as="element()*">
    <xsl:variable name="specs" as="element()*" select="tei:constraintSpec | k:attribute/tei:constraintSpec | k:attributes/k:attribute/tei:constraintSpec"/>
    <xsl:if test="exists($specs)">
      <h2>Rules</h2>
      <xsl:for-each select="$specs">
        <section class="rule" id="rule-{@ident}">
          <h3>
            <code>
              <xsl:value-of select="@ident"/>
            </code>
          </h3>
          <xsl:for-each select="k:documentation(.)">
            <p lang="{@xml:lang}">
              <xsl:value-of select="k:tooltip(.)"/>
            </p>
          </xsl:for-each>
          <ul>
            <xsl:for-each select=".//(sch:assert | sch:report)">
              <li>
                <b>
                  <xsl:value-of select="(@role, 'error')[1]"/>
                </b>
                <xsl:text>: </xsl:text>
                <xsl:apply-templates mode="message" select="node()"/>
              </li>
            </xsl:for-each>
          </ul>
        </section>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- A message with what it will fill in shown as the expression that does. -->
  <xsl:mode name="message" on-no-match="shallow-skip"/>
  <xsl:template mode="message" match="text()" as="text()">
    <xsl:value-of select="replace(., '\s+', ' ')"/>
  </xsl:template>
  <xsl:template mode="message" match="sch:value-of | sch:name" as="element()">
    <var>
      <xsl:value-of select="(@select, @path, 'name')[1]"/>
    </var>
  </xsl:template>

</xsl:stylesheet>
