<?xml version="1.0" encoding="UTF-8"?>
<!-- Blocks in HTML: divisions, paragraphs, turns, lists, tables, verse, and what a page carries beside the text. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- The identifier, so that a link to the paragraph goes on working; language and direction where they change. -->
  <xsl:template name="attributes">
    <xsl:param name="anchor" as="xs:boolean" select="true()"/>
    <xsl:if test="$anchor and @xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
    <xsl:if test="@xml:lang[normalize-space()]">
      <xsl:attribute name="lang" select="f:lang(.)"/>
      <xsl:attribute name="dir" select="f:direction(f:lang(.))"/>
    </xsl:if>
  </xsl:template>

  <!-- What a container holds: blocks as they are, page breaks and headings on one line, loose text as a paragraph. -->
  <xsl:template name="contents">
    <xsl:for-each-group select="node()[self::element() or self::text()[normalize-space()]] except speaker"
      group-adjacent="if (f:is-furniture(.)) then 'furniture' else if (f:is-block(.)) then 'block' else 'line'">
      <xsl:choose>
        <xsl:when test="current-grouping-key() = 'furniture'">
          <div class="furniture"><xsl:apply-templates select="current-group()" mode="html"/></div>
        </xsl:when>
        <xsl:when test="current-grouping-key() = 'block'"><xsl:apply-templates select="current-group()" mode="html"/></xsl:when>
        <xsl:otherwise>
          <!-- White space and comments between these count as well. -->
          <xsl:variable name="last" as="node()" select="current-group()[last()]"/>
          <p><xsl:apply-templates select="., following-sibling::node()[. &lt;&lt; $last or . is $last]" mode="html"/></p>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- One item of a version in rows: a label, a block, or the run of loose text that begins here. -->
  <xsl:template name="item">
    <xsl:choose>
      <xsl:when test="self::sp | self::u"><xsl:call-template name="speaker"><xsl:with-param name="anchor" select="@xml:id"/></xsl:call-template></xsl:when>
      <xsl:when test="f:is-block(.)"><xsl:apply-templates select="." mode="html"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="next" as="node()?" select="following-sibling::*[f:is-block(.)][1]"/>
        <p><xsl:apply-templates mode="html" select="., following-sibling::node()[empty($next) or . &lt;&lt; $next]"/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="html" match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7">
    <div class="division"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
  </xsl:template>
  <xsl:template mode="html" match="front | back">
    <div class="{local-name()}"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
  </xsl:template>
  <!-- Notes of the list are shown in the list; so is a division that is nothing but such notes. -->
  <xsl:template mode="html" match="div[f:only-notes(.)] | back[f:only-notes(.)]" priority="1"/>

  <xsl:template mode="html" match="head">
    <!-- Under the page's own h1; where versions stand side by side, under the h2 that names the language. -->
    <xsl:variable name="depth" as="xs:integer" select="count(ancestor::*[self::div or self::front or self::back or matches(local-name(), '^div\d$')])
      + (if (f:versions(ancestor::TEI[1])) then 1 else 0)"/>
    <xsl:variable name="level" as="xs:integer" select="max((2, min((6, 1 + $depth))))"/>
    <xsl:element name="h{$level}">
      <xsl:attribute name="class" select="'head'"/>
      <xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="html" match="list/head | table/head | lg/head | figure/head | castList/head | listBibl/head" priority="1">
    <p class="list-head"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></p>
  </xsl:template>

  <xsl:template mode="html" match="p | ab | u/seg">
    <xsl:element name="{if (f:holds-blocks(.)) then 'div' else 'p'}">
      <xsl:attribute name="class" select="('p', @rend[matches(., '^(center|right|indent|hang)$')])" separator=" "/>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="html"/>
    </xsl:element>
  </xsl:template>
  <!-- Inside a line a paragraph can only be a stretch of it. -->
  <xsl:template mode="html" match="note[f:note-kind(.) = 'inline']//p" priority="1">
    <span class="p"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span>
    <xsl:if test="following-sibling::p"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <!-- Heads and feet of letters and cables -->

  <xsl:template mode="html" match="opener | closer | postscript | byline | argument | epigraph | trailer | titlePart | docTitle
    | docImprint | docAuthor | docDate | set | castItem | performance">
    <div class="{local-name()}">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="html"/>
    </div>
  </xsl:template>
  <xsl:template mode="html" match="opener[f:in-lines(.)] | closer[f:in-lines(.)]" priority="1">
    <div class="{local-name()}">
      <xsl:call-template name="attributes"/>
      <xsl:for-each select="*"><div class="line"><xsl:apply-templates select="." mode="html"/></div></xsl:for-each>
    </div>
  </xsl:template>
  <xsl:template mode="html" match="dateline | salute | signed | address | addrLine">
    <xsl:element name="{if (f:is-block(.) or f:holds-blocks(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/>
    </xsl:element>
  </xsl:template>
  <!-- The lines of an address or of a cable's head are lines. -->
  <xsl:template mode="html" match="opener//lb | closer//lb | head/lb | address/lb | titlePart/lb | lg//lb | cell/lb | item/lb | trailer/lb" priority="1">
    <xsl:if test="preceding-sibling::node()[not(self::text()[not(normalize-space())])]"><br/></xsl:if>
  </xsl:template>

  <!-- Turns -->

  <xsl:template mode="html" match="sp | u">
    <div class="turn s{f:person-number(@who)}">
      <xsl:call-template name="attributes"/>
      <xsl:if test="f:turn-has-label(.)"><xsl:call-template name="speaker"/></xsl:if>
      <xsl:call-template name="contents"/>
    </div>
  </xsl:template>
  <xsl:template mode="html" match="speaker"/>
  <!-- The label as the source has it, and beside it the name that @who leads to, where that is another. -->
  <xsl:template name="speaker">
    <xsl:param name="anchor" as="xs:string?" select="()"/>
    <p class="speaker">
      <xsl:if test="$anchor"><xsl:attribute name="id" select="$anchor"/></xsl:if>
      <xsl:if test="speaker"><b class="label"><xsl:apply-templates select="speaker/node()" mode="html"/></b></xsl:if>
      <xsl:variable name="name" as="xs:string?" select="if (speaker) then f:named-beside-label(.) else f:turn-name(.)"/>
      <xsl:if test="$name">
        <xsl:if test="speaker"><xsl:text> </xsl:text></xsl:if>
        <span class="name" dir="auto">{$name}</span>
      </xsl:if>
    </p>
  </xsl:template>
  <xsl:template mode="html" match="stage">
    <xsl:element name="{if (f:is-block(.)) then (if (f:holds-blocks(.)) then 'div' else 'p') else 'span'}">
      <xsl:attribute name="class" select="'stage'"/>
      <xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/>
    </xsl:element>
  </xsl:template>
  <!-- What was heard or seen beside the words. -->
  <xsl:template mode="html" match="kinesic | vocal | incident | writing | pause | shift">
    <xsl:if test="normalize-space()">
      <xsl:element name="{if (f:is-block(.)) then 'p' else 'span'}">
        <xsl:attribute name="class" select="'stage'"/>
        <xsl:call-template name="attributes"/>
        <xsl:apply-templates mode="html"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <!-- Lists, tables, verse, quotations, figures -->

  <xsl:template mode="html" match="list">
    <xsl:apply-templates select="head" mode="html"/>
    <xsl:element name="{if (tokenize(@rend, '\s+') = ('ordered', 'numbered') or @type = 'ordered') then 'ol' else 'ul'}">
      <xsl:attribute name="class" select="('list', (@rend, @type)[1][matches(., '^[A-Za-z -]+$')])" separator=" "/>
      <xsl:call-template name="attributes"/>
      <!-- HTML's lists hold items only: what stands between items goes with the item before it. -->
      <xsl:for-each-group select="* except head" group-starting-with="item[not(preceding-sibling::*[1][self::label])] | label">
        <li>
          <!-- An item that bears its own number needs no sign before it. -->
          <xsl:if test="current-group()[self::item]/node()[normalize-space()][1]/self::label">
            <xsl:attribute name="class">labelled</xsl:attribute>
          </xsl:if>
          <xsl:for-each select="current-group()">
            <xsl:choose>
              <xsl:when test="self::label"><span class="item-label"><xsl:apply-templates mode="html"/></span><xsl:text> </xsl:text></xsl:when>
              <xsl:when test="self::item"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates select="." mode="html"/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </li>
      </xsl:for-each-group>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="html" match="listBibl">
    <xsl:apply-templates select="head" mode="html"/>
    <ul class="list"><xsl:call-template name="attributes"/>
      <xsl:for-each select="* except head"><li><xsl:apply-templates mode="html"/></li></xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template mode="html" match="table">
    <div class="table-frame" tabindex="0" role="group">
      <xsl:attribute name="aria-label" select="(head ! normalize-space(.)[.], f:unit-name('table', f:spoken-at(.)))[1]"/>
      <table>
        <xsl:call-template name="attributes"/>
        <xsl:if test="head"><caption><xsl:apply-templates select="head/node()" mode="html"/></caption></xsl:if>
        <xsl:for-each select="row">
          <tr>
            <xsl:call-template name="attributes"/>
            <xsl:for-each select="cell | table">
              <xsl:element name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}">
                <xsl:call-template name="attributes"/>
                <xsl:if test="@cols castable as xs:positiveInteger and xs:integer(@cols) gt 1"><xsl:attribute name="colspan" select="@cols"/></xsl:if>
                <xsl:if test="@rows castable as xs:positiveInteger and xs:integer(@rows) gt 1"><xsl:attribute name="rowspan" select="@rows"/></xsl:if>
                <xsl:apply-templates select="self::cell/node() | self::table" mode="html"/>
              </xsl:element>
            </xsl:for-each>
          </tr>
        </xsl:for-each>
      </table>
    </div>
    <xsl:apply-templates select="* except (head, row)" mode="html"/>
  </xsl:template>

  <xsl:template mode="html" match="lg">
    <div class="lg"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
  </xsl:template>
  <xsl:template mode="html" match="l">
    <xsl:element name="{if (f:is-block(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'l'"/>
      <xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/>
    </xsl:element>
    <xsl:if test="not(f:is-block(.)) and following-sibling::l"><br/></xsl:if>
  </xsl:template>
  <xsl:template mode="html" match="quote[f:is-block(.)] | q[f:is-block(.)] | cit[f:is-block(.)]" priority="1">
    <blockquote><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></blockquote>
  </xsl:template>
  <xsl:template mode="html" match="floatingText | floatingText/body | text[ancestor::text] | group" priority="1">
    <div class="{local-name()}"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
  </xsl:template>
  <!-- A page loads nothing from elsewhere: a picture is a link with its description. -->
  <xsl:template mode="html" match="figure">
    <xsl:variable name="href" as="xs:string?" select="graphic[1]/@url ! f:href(.)"/>
    <figure>
      <xsl:call-template name="attributes"/>
      <xsl:if test="$href"><a href="{$href}">{(figDesc ! normalize-space(.)[.], f:label('image', f:spoken-at(.)))[1]}</a></xsl:if>
      <xsl:if test="head | p | ab | note | (figDesc[empty($href)])">
        <figcaption><xsl:apply-templates select="head | p | ab | note | figDesc[empty($href)]" mode="html"/></figcaption>
      </xsl:if>
    </figure>
  </xsl:template>
  <xsl:template mode="html" match="graphic">
    <xsl:variable name="href" as="xs:string?" select="f:href(@url)"/>
    <xsl:if test="$href"><a href="{$href}">{(desc ! normalize-space(.)[.], f:label('image', f:spoken-at(.)))[1]}</a></xsl:if>
  </xsl:template>
  <xsl:template mode="html" match="castList">
    <div class="castList"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
  </xsl:template>

</xsl:stylesheet>
