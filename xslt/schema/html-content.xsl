<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the reference pages: content models, attributes and values, in a notation that reads like RELAX NG's compact syntax. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:function name="k:times-sign" as="xs:string">
    <xsl:param name="node" as="element()"/>
    <xsl:variable name="min" as="xs:string" select="string(($node/@min, '1')[1])"/>
    <xsl:variable name="max" as="xs:string" select="string(($node/@max, '1')[1])"/>
    <xsl:sequence select="
      if ($min eq '1' and $max eq '1') then ''
      else if ($min eq '0' and $max eq '1') then '?'
      else if ($min eq '0' and $max eq '-1') then '*'
      else if ($min eq '1' and $max eq '-1') then '+'
      else '{' || $min || ',' || $max[. ne '-1'] || '}'"/>
  </xsl:function>

  <xsl:mode name="model" on-no-match="fail"/>
  <xsl:template mode="model" match="k:el | k:class | k:macro-ref" as="node()*">
    <xsl:sequence select="k:link(@name)"/>
    <xsl:value-of select="k:times-sign(.)"/>
  </xsl:template>
  <xsl:template mode="model" match="k:seq | k:alt | k:interleave" as="node()*">
    <xsl:variable name="between" as="xs:string" select="if (self::k:seq) then ', ' else if (self::k:alt) then ' | ' else ' &amp; '"/>
    <xsl:text>( </xsl:text>
    <xsl:for-each select="*">
      <xsl:value-of select="if (position() gt 1) then $between else ''"/>
      <xsl:apply-templates mode="#current" select="."/>
    </xsl:for-each>
    <xsl:value-of select="' )' || k:times-sign(.)"/>
  </xsl:template>
  <xsl:template mode="model" match="k:text" as="node()*">text</xsl:template>
  <xsl:template mode="model" match="k:empty" as="node()*">nothing</xsl:template>
  <xsl:template mode="model" match="k:none" as="node()*">none of its members is there</xsl:template>
  <xsl:template mode="model" match="k:any" as="node()*">
    <xsl:value-of select="'any element' || k:times-sign(.)"/>
  </xsl:template>
  <xsl:template mode="model" match="k:data[@ref]" as="node()*">
    <xsl:sequence select="k:link(@ref)"/>
  </xsl:template>
  <xsl:template mode="model" match="k:data[@type]" as="node()*">
    <code>
      <xsl:value-of select="'xs:' || @type || string-join(k:facet ! (' ' || @name || ' ' || @value))"/>
    </code>
  </xsl:template>
  <xsl:template mode="model" match="k:values" as="node()*">
    <xsl:for-each select="k:value">
      <xsl:value-of select="if (position() gt 1) then ' | ' else ''"/>
      <code>
        <xsl:value-of select="'&quot;' || @name || '&quot;'"/>
      </code>
    </xsl:for-each>
  </xsl:template>

  <xsl:mode name="attribute" on-no-match="fail"/>
  <xsl:template mode="attribute" match="k:attribute-ref" as="element()*">
    <xsl:apply-templates mode="#current" select="k:referred(.)"/>
  </xsl:template>
  <xsl:template mode="attribute" match="k:attribute" as="element()*">
    <dt id="att-{translate(@name, ':', '.')}">
      <code>
        <xsl:value-of select="'@' || @name"/>
      </code>
      <xsl:value-of select="if (@usage eq 'req') then ' required' else if (@usage eq 'rec') then ' recommended' else ''"/>
    </dt>
    <dd>
      <xsl:call-template name="texts"/>
      <p>
        <xsl:if test="not(k:type/k:values)">
          <xsl:attribute name="class" select="'model'"/>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="k:type/k:values[@type eq 'closed']">one of the values below</xsl:when>
          <xsl:when test="k:type/k:values">one of the values below, or another: <xsl:apply-templates mode="model" select="k:type/*[not(self::k:values)]"/></xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates mode="model" select="k:type/*"/>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:if test="not(k:type/@max eq '1')">
          <xsl:value-of select="'; ' || (if (k:type/@max eq '-1') then (if (k:type/@min eq '0') then 'none, one or several' else 'one or several') else k:type/@min || ' to ' || k:type/@max) || ', with blanks between'"/>
        </xsl:if>
        <xsl:value-of select="@default ! ('; ' || . || ' where it is not written')"/>
      </p>
      <xsl:call-template name="values">
        <xsl:with-param name="of" select="k:type/k:values"/>
      </xsl:call-template>
      <xsl:call-template name="remarks"/>
      <xsl:apply-templates mode="prose" select="tei:exemplum/*"/>
    </dd>
  </xsl:template>

  <xsl:template name="values" as="element()*">
    <xsl:param name="of" as="element()*"/>
    <xsl:where-populated>
      <dl class="values">
        <xsl:for-each select="$of/k:value">
          <dt>
            <code>
              <xsl:value-of select="@name"/>
            </code>
          </dt>
          <xsl:for-each select="k:doc">
            <dd lang="{@xml:lang}">
              <xsl:value-of select="k:tooltip(.)"/>
            </dd>
          </xsl:for-each>
        </xsl:for-each>
      </dl>
    </xsl:where-populated>
  </xsl:template>

  <!-- The look of the pages: one column for reading, nothing that a printer could not do. -->
  <xsl:variable name="k:css" as="xs:string" expand-text="no">/* The reference pages. */
:root { color-scheme: light dark; --line: #8886; --quiet: #6668; }
body { font: 1rem/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 50rem; padding: 1rem; }
code, pre, .model { font-family: ui-monospace, monospace; font-size: .92em; }
pre { border-left: .25rem solid var(--line); overflow-wrap: anywhere; padding: .5rem 1rem; white-space: pre-wrap; }
h1, h2, h3 { line-height: 1.25; }
dt { font-weight: 600; margin-top: .6rem; }
dl.elements { display: grid; gap: .6rem 1rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
dl.elements dt { margin-top: 0; }
dl.elements dd { margin-left: 0; }
dl.values { border-left: 1px solid var(--line); padding-left: 1rem; }
dl.values dt { font-weight: 500; }
table { border-collapse: collapse; }
td, th { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top; }
.names, .model { overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media print { nav, .skip { display: none; } body { max-width: none; } }
</xsl:variable>

</xsl:stylesheet>
