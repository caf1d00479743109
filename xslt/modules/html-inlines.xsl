<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands in a line of HTML: redactions, additions, other languages, highlighting, links, page breaks and stamps. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- Redactions: a bar that is text. A screen reader, a search engine and the clipboard get the whole label in words. -->
  <xsl:template mode="html" match="gap | space">
    <xsl:variable name="lang" as="xs:string" select="f:spoken-at(.)"/>
    <xsl:element name="{if (f:is-block(.)) then 'p' else 'span'}">
      <xsl:attribute name="class" select="if (f:withheld(.)) then 'redaction' else 'hole', ('unit-' || @unit)[matches(., '^unit-[a-z]+$')],
        'alone'[current()/parent::p[count(*) = 1 and not(text()[normalize-space()])]]" separator=" "/>
      <xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
      <xsl:choose>
        <xsl:when test="f:withheld(.)">
          <xsl:if test="$lang ne tokenize(f:lang(.), '-')[1]">
            <xsl:attribute name="lang" select="$lang"/><xsl:attribute name="dir" select="f:direction($lang)"/>
          </xsl:if>
          <xsl:variable name="details" as="xs:string?" select="f:gap-details(., $lang)"/>
          <xsl:choose>
            <xsl:when test="$details">
              <span class="vh">[{f:reason(., $lang)}{f:colon($lang)}</span><span class="bar">{$details}</span><span class="vh">]</span>
            </xsl:when>
            <xsl:otherwise>
              <span class="vh">[</span><span class="bar">{f:reason(., $lang)}</span><span class="vh">]</span>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="count(desc) eq 1"><xsl:apply-templates select="desc/node()" mode="html"/></xsl:when>
        <xsl:when test="desc">{f:marker(.)}</xsl:when>
        <xsl:otherwise>
          <xsl:if test="$lang ne tokenize(f:lang(.), '-')[1]"><xsl:attribute name="lang" select="$lang"/></xsl:if>
          <xsl:text>{f:gap-label(., $lang)}</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- What editors and translators added or doubted -->

  <xsl:template mode="html" match="supplied">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('[', ']'))"/>
    <span class="supplied"><xsl:call-template name="attributes"/>{$marks[1]}<xsl:apply-templates mode="html"/>{$marks[2]}</span>
  </xsl:template>
  <xsl:template mode="html" match="unclear">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(., ('', ''))"/>
    <span class="unclear"><xsl:call-template name="attributes"/>{$marks[1]}<xsl:apply-templates mode="html"/>{$marks[2]}<xsl:if
      test="string-join($marks) = ''"><span class="vh"> [{f:label('unclear', f:spoken-at(.))}]</span></xsl:if></span>
  </xsl:template>
  <xsl:template mode="html" match="choice[abbr and expan]">
    <xsl:variable name="marks" as="xs:string+" select="f:marks(expan[1], ('[', ']'))"/>
    <span class="choice"><xsl:call-template name="attributes"/>
      <xsl:apply-templates select="abbr[1]" mode="html"/>
      <xsl:text> </xsl:text>
      <span class="expan">{$marks[1]}<xsl:apply-templates select="expan[1]/node()" mode="html"/>{$marks[2]}</span></span>
  </xsl:template>
  <xsl:template mode="html" match="choice[sic and corr]">
    <span class="choice"><xsl:call-template name="attributes"/><xsl:apply-templates select="corr[1]/node()" mode="html"/>
      <xsl:text> </xsl:text><span class="annotation">[{f:label('sic', f:spoken-at(.), normalize-space(sic[1]))}]</span></span>
  </xsl:template>
  <xsl:template mode="html" match="choice[orig and reg]"><xsl:apply-templates select="orig[1]" mode="html"/></xsl:template>
  <!-- Any other choice: the first reading. -->
  <xsl:template mode="html" match="choice" priority="-1"><xsl:apply-templates select="*[1]" mode="html"/></xsl:template>
  <xsl:template mode="html" match="app"><xsl:apply-templates select="(lem, rdg)[1]" mode="html"/></xsl:template>
  <xsl:template mode="html" match="abbr"><abbr><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></abbr></xsl:template>
  <xsl:template mode="html" match="del"><del><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></del></xsl:template>
  <xsl:template mode="html" match="add"><ins><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></ins></xsl:template>

  <!-- Words of another kind -->

  <xsl:template mode="html" match="foreign"><span class="foreign"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span></xsl:template>
  <xsl:template mode="html" match="emph"><em><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></em></xsl:template>
  <xsl:template mode="html" match="title[ancestor::text]"><cite><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></cite></xsl:template>
  <xsl:template mode="html" match="hi">
    <xsl:variable name="rend" as="xs:string*" select="tokenize(lower-case(@rend), '[\s,;:]+')"/>
    <xsl:element name="{if ($rend = ('bold', 'b', 'strong')) then 'b' else if ($rend = ('sup', 'superscript')) then 'sup'
      else if ($rend = ('sub', 'subscript')) then 'sub' else if ($rend = ('underline', 'underlined', 'u')) then 'u'
      else if ($rend = ('strikethrough', 'strike')) then 's' else if ($rend = ('italic', 'italics', 'i') or empty($rend)) then 'i' else 'span'}">
      <xsl:variable name="classes" as="xs:string*" select="('italic'[$rend = ('italic', 'italics') and $rend = ('bold', 'b', 'underline')],
        'smallcaps'[$rend = ('smallcaps', 'small-caps')], 'spaced'[$rend = ('spaced', 'gesperrt', 'letterspaced')])"/>
      <xsl:if test="exists($classes)"><xsl:attribute name="class" select="$classes" separator=" "/></xsl:if>
      <xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="html" match="q | soCalled | quote">
    <span class="q"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span>
  </xsl:template>
  <xsl:template mode="html" match="date | time">
    <xsl:choose>
      <xsl:when test="@when[matches(., '^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$') or matches(., '^\d\d:\d\d(:\d\d)?$')]">
        <time datetime="{@when}"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></time>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="html"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Links -->

  <xsl:template mode="html" match="ref | ptr">
    <xsl:variable name="href" as="xs:string?" select="f:href(tokenize(@target, '\s+')[.][1])"/>
    <xsl:variable name="note" as="element()?" select="f:pointers(@target)[1] ! key('id', ., root(current()))/self::note"/>
    <xsl:choose>
      <xsl:when test="$note[f:note-kind(.) = 'end'] and not(ancestor::note)">
        <xsl:call-template name="note-reference"><xsl:with-param name="note" select="$note"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$href">
        <a href="{$href}"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/><xsl:if test="not(node())">{$href}</xsl:if></a>
      </xsl:when>
      <xsl:otherwise><span class="ref"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template mode="html" match="anchor"><span><xsl:call-template name="attributes"/></span></xsl:template>

  <!-- Pages, stamps, lines -->

  <xsl:template mode="html" match="pb">
    <xsl:variable name="lang" as="xs:string" select="f:spoken-at(.)"/>
    <xsl:variable name="label" as="xs:string" select="if (normalize-space(@n)) then f:label('pb', $lang, normalize-space(@n)) else f:label('pb-plain', $lang)"/>
    <xsl:variable name="href" as="xs:string?" select="f:image-of(@facs) ! f:href(.)"/>
    <span class="pb" role="doc-pagebreak" aria-label="{$label}" lang="{$lang}"><xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>{$label}</span>
    <xsl:if test="$href"><xsl:text> </xsl:text><a class="facs" href="{$href}" lang="{$lang}">{f:label('image', $lang)}</a></xsl:if>
  </xsl:template>
  <xsl:template mode="html" match="fw">
    <xsl:variable name="lang" as="xs:string" select="f:spoken-at(.)"/>
    <xsl:variable name="words" as="xs:string+" select="tokenize(f:label(if (stamp and not(text()[normalize-space()])) then 'stamp' else 'fw', $lang), '\{\}')"/>
    <span class="page-heading">
      <xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
      <span class="vh" lang="{$lang}"> [{$words[1]}</span>
      <span class="fw"><xsl:if test="@xml:lang"><xsl:attribute name="lang" select="f:lang(.)"/></xsl:if><xsl:apply-templates mode="html"/></span>
      <span class="vh">{$words[2]}] </span>
    </span>
  </xsl:template>
  <xsl:template mode="html" match="stamp">
    <span class="stamp"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span>
  </xsl:template>
  <xsl:template mode="html" match="fw//text()[normalize-space()] | stamp//text()[normalize-space()]">
    <xsl:value-of select="replace(., '\s+', ' ')"/>
  </xsl:template>

</xsl:stylesheet>
