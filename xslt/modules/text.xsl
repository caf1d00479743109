<?xml version="1.0" encoding="UTF-8"?>
<!-- Text for reading: blocks between empty lines, labels and holes in words, what a page repeats left out. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <xsl:mode name="text" on-no-match="shallow-skip"/>

  <!-- Blocks -->

  <xsl:template mode="text" match="p | ab | head | opener | closer | trailer | lg | list | table | stage[f:is-block(.)] | u/seg
    | castItem | titlePart | byline | docAuthor | docDate | docImprint | kinesic[f:is-block(.)] | vocal[f:is-block(.)] | incident[f:is-block(.)]">
    <xsl:text>&#10;&#10;</xsl:text><xsl:apply-templates mode="text"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="note//p" priority="1"><xsl:apply-templates mode="text"/><xsl:text> </xsl:text></xsl:template>
  <xsl:template mode="text" match="opener[f:in-lines(.)] | closer[f:in-lines(.)]" priority="1">
    <xsl:text>&#10;&#10;</xsl:text>
    <xsl:for-each select="*">
      <xsl:variable name="line"><xsl:apply-templates select="." mode="text"/></xsl:variable>
      <xsl:if test="normalize-space($line)"><xsl:text>{normalize-space($line)}&#10;</xsl:text></xsl:if>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="addrLine | opener/*[f:is-block(.)] | closer/*[f:is-block(.)]">
    <xsl:text>&#10;</xsl:text><xsl:apply-templates mode="text"/><xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="l[f:is-block(.)]"><xsl:text>&#10;</xsl:text><xsl:apply-templates mode="text"/></xsl:template>
  <xsl:template mode="text" match="list/item">
    <xsl:variable name="number" as="xs:integer" select="count(preceding-sibling::item) + 1"/>
    <xsl:variable name="ordered" as="xs:boolean" select="tokenize(../@rend, '\s+') = ('ordered', 'numbered') or ../@type = 'ordered'"/>
    <xsl:text>&#10;{if (preceding-sibling::*[1]/self::label or node()[normalize-space()][1]/self::label) then '' else if ($ordered) then $number || '. ' else '- '}</xsl:text>
    <xsl:apply-templates mode="text"/>
  </xsl:template>
  <xsl:template mode="text" match="list/label"><xsl:text>&#10;</xsl:text><xsl:apply-templates mode="text"/><xsl:text> </xsl:text></xsl:template>
  <xsl:template mode="text" match="cell">
    <xsl:if test="preceding-sibling::cell"><xsl:text> | </xsl:text></xsl:if><xsl:apply-templates mode="text"/>
  </xsl:template>
  <xsl:template mode="text" match="row"><xsl:text>&#10;</xsl:text><xsl:apply-templates select="cell | table" mode="text"/></xsl:template>
  <xsl:template mode="text" match="opener//lb | closer//lb | head/lb | address/lb | titlePart/lb | lg//lb | item/lb | trailer/lb" priority="2">
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="figure">
    <xsl:text>&#10;&#10;</xsl:text><xsl:apply-templates mode="text"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="div[f:only-notes(.)] | back[f:only-notes(.)]" priority="1"/>

  <!-- Turns: the label on a line of its own, with the name that @who leads to. -->

  <xsl:template mode="text" match="sp | u">
    <xsl:variable name="name" as="xs:string?" select="if (speaker) then f:named-beside-label(.) else f:turn-name(.)"/>
    <xsl:text>&#10;&#10;</xsl:text>
    <xsl:apply-templates select="speaker/node()" mode="text"/>
    <xsl:if test="$name">{if (speaker) then ' — ' else ''}{$name}</xsl:if>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="node() except speaker" mode="text"/>
    <xsl:text>&#10;&#10;</xsl:text>
  </xsl:template>
  <!-- The first paragraph follows its label directly. -->
  <xsl:template mode="text" match="sp/p[not(preceding-sibling::*[not(self::speaker)])] | u/seg[not(preceding-sibling::*)]" priority="1">
    <xsl:apply-templates mode="text"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:template>

  <!-- Holes, additions, doubts -->

  <xsl:template mode="text" match="gap | space">
    <xsl:variable name="lang" as="xs:string" select="f:spoken-at(.)"/>
    <xsl:variable name="words" as="xs:string" select="if (f:withheld(.)) then f:gap-label(., $lang) else f:gap-words(., $lang)"/>
    <xsl:choose>
      <xsl:when test="f:is-block(.)"><xsl:text>&#10;&#10;{$words}&#10;&#10;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>{$words}</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template mode="text" match="supplied">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('[', ']'))"/>
    <xsl:text>{$marks[1]}</xsl:text><xsl:apply-templates mode="text"/><xsl:text>{$marks[2]}</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="unclear">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('', ' [' || f:label('unclear', f:spoken-at(.)) || ']'))"/>
    <xsl:text>{$marks[1]}</xsl:text><xsl:apply-templates mode="text"/><xsl:text>{$marks[2]}</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="choice[abbr and expan]">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(expan[1], ('[', ']'))"/>
    <xsl:apply-templates select="abbr[1]" mode="text"/><xsl:text> {$marks[1]}</xsl:text>
    <xsl:apply-templates select="expan[1]/node()" mode="text"/><xsl:text>{$marks[2]}</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="choice[sic and corr]">
    <xsl:apply-templates select="corr[1]/node()" mode="text"/>
    <xsl:text> [{f:label('sic', f:spoken-at(.), normalize-space(sic[1]))}]</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="choice[orig and reg]"><xsl:apply-templates select="orig[1]" mode="text"/></xsl:template>
  <xsl:template mode="text" match="choice" priority="-1"><xsl:apply-templates select="*[1]" mode="text"/></xsl:template>
  <xsl:template mode="text" match="app"><xsl:apply-templates select="(lem, rdg)[1]" mode="text"/></xsl:template>

  <!-- Notes: in the line where they stood there; else a number here and the note at the end. -->

  <xsl:template mode="text" match="note">
    <xsl:variable name="kind" as="xs:string" select="if (ancestor::note) then 'inline' else f:note-kind(.)"/>
    <xsl:choose>
      <xsl:when test="$kind = 'block'"><xsl:text>&#10;&#10;</xsl:text><xsl:apply-templates mode="text"/><xsl:text>&#10;&#10;</xsl:text></xsl:when>
      <xsl:when test="$kind = 'inline'"><xsl:apply-templates mode="text"/></xsl:when>
      <xsl:when test="exists(@xml:id ! key('reference', ., root(current()))) or f:is-block(.)"/>
      <xsl:otherwise><xsl:text>[{f:note-number(.)}]</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template mode="text" match="ref | ptr">
    <xsl:variable name="note" as="element()?" select="f:pointers(@target)[1] ! key('id', ., root(current()))/self::note"/>
    <xsl:choose>
      <xsl:when test="$note[f:note-kind(.) = 'end'] and not(ancestor::note)"><xsl:text>[{f:note-number($note)}]</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Pages and their furniture: a numbered page is told between blocks; what each page repeats is not. -->

  <xsl:template mode="text" match="pb[f:is-block(.)][normalize-space(@n)]">
    <xsl:text>&#10;&#10;[{f:label('pb', f:spoken-at(.), normalize-space(@n))}]&#10;&#10;</xsl:text>
  </xsl:template>
  <xsl:template mode="text" match="pb"><xsl:if test="not(@break = 'no') and not(f:unspaced(f:lang(.)))"><xsl:text> </xsl:text></xsl:if></xsl:template>
  <xsl:template mode="text" match="fw"/>

</xsl:stylesheet>
