<?xml version="1.0" encoding="UTF-8"?>
<!-- What every step of the compiler shares: errors with their place, the text of a description, classes and their members. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:template match="/" as="element()">
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <!-- A fault in the ODD. It travels in the result beside the good parts, so that one run tells of all of them. -->
  <xsl:function name="k:error" as="element(k:error)">
    <xsl:param name="at" as="node()?"/>
    <xsl:param name="message" as="xs:string"/>
    <k:error at="{$at/ancestor-or-self::*[@k:at][1]/@k:at}">
      <xsl:sequence select="normalize-space($message)"/>
    </k:error>
  </xsl:function>

  <xsl:function name="k:tokens" as="xs:string*">
    <xsl:param name="list" as="item()?"/>
    <xsl:sequence select="tokenize(normalize-space(string($list)), ' ')[. ne '']"/>
  </xsl:function>

  <!-- The name that documents use: an altIdent renames what the ident identifies. -->
  <xsl:function name="k:name" as="xs:string">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="string(($spec/tei:altIdent/normalize-space(), $spec/@ident)[1])"/>
  </xsl:function>

  <!-- The language of a gloss or a description; English where nothing says otherwise. -->
  <xsl:function name="k:language" as="xs:string">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="string(($node/@xml:lang, 'en')[1])"/>
  </xsl:function>

  <!-- Running text for tooltips: the markup of documentation becomes the marks that people write by hand. -->
  <xsl:mode name="k:plain" on-no-match="text-only-copy"/>
  <xsl:template mode="k:plain" match="tei:gi" as="text()">
    <xsl:value-of select="'&lt;' || normalize-space() || '>'"/>
  </xsl:template>
  <xsl:template mode="k:plain" match="tei:att" as="text()">
    <xsl:value-of select="'@' || normalize-space()"/>
  </xsl:template>
  <xsl:template mode="k:plain" match="tei:val" as="text()">
    <xsl:value-of select="'&quot;' || . || '&quot;'"/>
  </xsl:template>
  <xsl:template mode="k:plain" match="tei:ptr" as="text()">
    <xsl:value-of select="@target"/>
  </xsl:template>

  <xsl:function name="k:plain" as="xs:string">
    <xsl:param name="node" as="element()"/>
    <xsl:variable name="text" as="text()*">
      <xsl:apply-templates mode="k:plain" select="$node/node()"/>
    </xsl:variable>
    <xsl:sequence select="normalize-space(string-join($text))"/>
  </xsl:function>

  <!-- One text a language: the gloss, then the description. -->
  <xsl:function name="k:documentation" as="element(k:doc)*">
    <xsl:param name="spec" as="element()"/>
    <xsl:for-each-group select="$spec/(tei:gloss, tei:desc)" group-by="k:language(.)">
      <xsl:sort select="not(current-grouping-key() eq 'en')"/>
      <xsl:sort select="current-grouping-key()"/>
      <k:doc xml:lang="{current-grouping-key()}">
        <xsl:variable name="gloss" as="xs:string*" select="current-group()[self::tei:gloss]/k:plain(.)"/>
        <xsl:if test="exists($gloss)">
          <xsl:attribute name="gloss" select="string-join($gloss, '; ')"/>
        </xsl:if>
        <xsl:sequence select="string-join(current-group()[self::tei:desc]/k:plain(.), ' ')"/>
      </k:doc>
    </xsl:for-each-group>
  </xsl:function>

  <!-- What an editor shows: "gloss: description", or whichever of the two there is. -->
  <xsl:function name="k:tooltip" as="xs:string">
    <xsl:param name="doc" as="element(k:doc)"/>
    <xsl:sequence select="string-join(($doc/@gloss, $doc[. ne '']/string()), ': ')"/>
  </xsl:function>

  <!-- The numbers of an occurrence; -1 stands for unbounded. -->
  <xsl:function name="k:min" as="xs:integer">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="if ($node/@minOccurs castable as xs:nonNegativeInteger) then xs:integer($node/@minOccurs) else 1"/>
  </xsl:function>
  <xsl:function name="k:max" as="xs:integer">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      if ($node/@maxOccurs eq 'unbounded') then -1
      else if ($node/@maxOccurs castable as xs:nonNegativeInteger) then xs:integer($node/@maxOccurs)
      else 1"/>
  </xsl:function>

</xsl:stylesheet>
