<?xml version="1.0" encoding="UTF-8"?>
<!-- A TEI document as one page of HTML that needs nothing beside itself: versions side by side in level rows, stacked on a
     narrow screen; redactions as bars that are words; facts of the header, notes, and a list of what was withheld. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:tk="urn:x-teikit:format"
  xmlns:f="urn:x-teikit:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <tk:format name="html" suffix=".html" media-type="text/html">One page a document: versions side by side, bars for what is withheld, no script.</tk:format>

  <xsl:include href="modules/functions.xsl"/>
  <xsl:include href="modules/structure.xsl"/>
  <xsl:include href="modules/alignment.xsl"/>
  <xsl:include href="modules/redactions.xsl"/>
  <xsl:include href="modules/facts.xsl"/>
  <xsl:include href="modules/text.xsl"/>
  <xsl:include href="modules/inlines.xsl"/>
  <xsl:include href="modules/html-head.xsl"/>
  <xsl:include href="modules/html-blocks.xsl"/>
  <xsl:include href="modules/html-inlines.xsl"/>
  <xsl:include href="modules/html-apparatus.xsl"/>
  <xsl:include href="modules/unhandled.xsl"/>
  <xsl:include href="modules/unhandled-html.xsl"/>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>
  <xsl:mode name="html" on-no-match="shallow-skip"/>

  <!-- The name of the file the page was made from, for the last line of the page. -->
  <xsl:param name="document-name" as="xs:string" select="''"/>

  <xsl:template match="/">
    <xsl:variable name="tei" as="element()" select="(TEI, *//TEI)[1]"/>
    <xsl:variable name="lang" as="xs:string" select="f:page-lang($tei)"/>
    <xsl:variable name="ui" as="xs:string" select="f:spoken($lang)"/>
    <xsl:variable name="versions" as="element()*" select="f:versions($tei)"/>
    <html lang="{$lang}" dir="{f:direction($lang)}">
      <xsl:call-template name="head">
        <xsl:with-param name="tei" select="$tei"/>
        <xsl:with-param name="versions" select="$versions"/>
      </xsl:call-template>
      <body>
        <a class="skip" href="#tk-text" lang="{$ui}">{f:label('skip', $ui)}</a>
        <main>
          <xsl:call-template name="document-header"><xsl:with-param name="tei" select="$tei"/><xsl:with-param name="lang" select="$ui"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="$versions">
              <xsl:call-template name="side-by-side">
                <xsl:with-param name="tei" select="$tei"/><xsl:with-param name="versions" select="$versions"/><xsl:with-param name="lang" select="$ui"/>
              </xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
              <section class="text" id="tk-text" tabindex="-1" aria-label="{f:label('text', $ui)}" lang="{f:lang(($tei/text, $tei)[1])}"
                dir="{f:direction(f:lang(($tei/text, $tei)[1]))}">
                <xsl:apply-templates select="$tei/text" mode="text-of-page"/>
              </section>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="notes"><xsl:with-param name="tei" select="$tei"/><xsl:with-param name="lang" select="$ui"/></xsl:call-template>
          <xsl:call-template name="withheld">
            <xsl:with-param name="tei" select="$tei"/><xsl:with-param name="versions" select="$versions"/><xsl:with-param name="lang" select="$ui"/>
          </xsl:call-template>
        </main>
        <footer lang="{$ui}"><p>{f:label('colophon', $ui, ($document-name[.], $tei/@xml:id, '')[1])}</p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template mode="text-of-page" match="text">
    <xsl:apply-templates select="front, body, group, back" mode="text-of-page"/>
  </xsl:template>
  <xsl:template mode="text-of-page" match="front | body | group | back">
    <xsl:if test="not(f:only-notes(.))">
      <div class="{local-name()}"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="document-header">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="titles" as="element(title)*" select="f:titles($tei)"/>
    <header class="document">
      <h1>
        <xsl:choose>
          <xsl:when test="$titles">
            <xsl:attribute name="lang" select="f:lang($titles[1])"/>
            <xsl:attribute name="dir" select="f:direction(f:lang($titles[1]))"/>
            <xsl:apply-templates select="$titles[1]/node()" mode="html"/>
          </xsl:when>
          <xsl:otherwise>{f:plain-title($tei)}</xsl:otherwise>
        </xsl:choose>
      </h1>
      <xsl:for-each select="$titles[position() gt 1][not(normalize-space() = $titles[1] ! normalize-space(.))]">
        <p class="subtitle" lang="{f:lang(.)}" dir="{f:direction(f:lang(.))}"><xsl:apply-templates mode="html"/></p>
      </xsl:for-each>
      <xsl:for-each select="$tei/teiHeader/profileDesc/abstract[normalize-space()]">
        <div class="summary" lang="{f:lang(.)}" dir="{f:direction(f:lang(.))}"><xsl:call-template name="contents"/></div>
      </xsl:for-each>
      <xsl:variable name="facts" as="map(*)*" select="f:facts($tei)"/>
      <xsl:if test="exists($facts)">
        <section class="facts" aria-labelledby="tk-facts">
          <h2 id="tk-facts" class="vh" lang="{$lang}">{f:label('facts', $lang)}</h2>
          <dl lang="{$lang}">
            <xsl:for-each select="$facts">
              <div class="{('fact', ?key ! ('fact-' || .), 'long'[current()?key = ('citation', 'participants', 'page', 'provenance')])}">
                <dt>{(?key ! f:label(., $lang), ?name)[1]}</dt>
                <xsl:for-each select="?values"><xsl:call-template name="value"/></xsl:for-each>
              </div>
            </xsl:for-each>
          </dl>
        </section>
      </xsl:if>
    </header>
  </xsl:template>

  <!-- One value of a fact (the context item is its map). -->
  <xsl:template name="value">
    <xsl:variable name="value" as="map(*)" select="."/>
    <dd>
      <xsl:if test="?lang"><xsl:attribute name="lang" select="?lang"/><xsl:attribute name="dir" select="f:direction(?lang)"/></xsl:if>
      <xsl:variable name="content" as="node()*">
        <xsl:if test="?text"><xsl:text>{?text}</xsl:text></xsl:if>
        <xsl:for-each select="?pieces">
          <xsl:if test="position() gt 1"><xsl:text> · </xsl:text></xsl:if>
          <span lang="{?lang}" dir="{f:direction(?lang)}">{?text}</span>
        </xsl:for-each>
        <xsl:apply-templates select="$value?nodes" mode="html"/>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="?href and not($content//*:a or $content/self::*:a)"><a href="{?href}"><xsl:sequence select="$content"/></a></xsl:when>
        <xsl:otherwise><xsl:sequence select="$content"/></xsl:otherwise>
      </xsl:choose>
    </dd>
  </xsl:template>

  <!-- Versions side by side. A reader chooses one or all by radio buttons that only the style sheet listens to. -->
  <xsl:template name="side-by-side">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="versions" as="element()+"/>
    <xsl:param name="lang" as="xs:string"/>
    <fieldset class="view" lang="{$lang}">
      <legend>{f:label('show', $lang)}</legend>
      <label><input type="radio" name="tk-show" id="tk-show-0" checked=""/><span>{f:label('all', $lang)}</span></label>
      <xsl:for-each select="$versions">
        <label><input type="radio" name="tk-show" id="tk-show-{position()}"/><span lang="{f:page-lang($tei)}">{f:language-name(f:lang(.), $tei)}</span></label>
      </xsl:for-each>
    </fieldset>
    <xsl:apply-templates select="$tei/text/(front, body/(* except $versions)[. &lt;&lt; $versions[1]])" mode="html"/>
    <section class="texts n{count($versions)}" id="tk-text" tabindex="-1" aria-label="{f:label('text', $lang)}">
      <div class="row heads">
        <xsl:for-each select="$versions">
          <div class="cell c{position()}"><xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
            <h2>{f:language-name(f:lang(.), $tei)}
              <xsl:if test="@type = ('original', 'translation')"><span class="version" lang="{$lang}">{f:label(@type, $lang)}</span></xsl:if></h2>
          </div>
        </xsl:for-each>
      </div>
      <xsl:variable name="rows" as="array(node()*)*" select="f:rows($versions)"/>
      <xsl:for-each select="$rows">
        <xsl:variable name="at" as="xs:integer" select="position()"/>
        <xsl:text>&#10;</xsl:text>
        <div class="row">
          <xsl:for-each select="$versions">
            <xsl:variable name="number" as="xs:integer" select="position()"/>
            <xsl:variable name="items" as="node()*" select="$rows[$at]($number)"/>
            <xsl:choose>
              <xsl:when test="exists($items)">
                <div class="cell c{$number}" lang="{f:lang(.)}" dir="{f:direction(f:lang(.))}" data-language="{f:language-name(f:lang(.), $tei)}">
                  <xsl:call-template name="items-of-cell"><xsl:with-param name="items" select="$items"/></xsl:call-template>
                </div>
              </xsl:when>
              <xsl:otherwise>
                <!-- Nothing here, but a turn goes on: its rule does too. -->
                <xsl:variable name="turn" as="element()?" select="f:turn($rows[$at - 1] ! .($number)[last()])"/>
                <xsl:if test="$turn intersect f:turn($rows[$at + 1] ! .($number)[1])">
                  <div class="cell empty c{$number}" aria-hidden="true"><div class="turn s{f:person-number($turn/@who)}"></div></div>
                </xsl:if>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </div>
      </xsl:for-each>
    </section>
    <xsl:apply-templates select="$tei/text/(body/(* except $versions)[. &gt;&gt; $versions[1]], back)" mode="html"/>
  </xsl:template>

  <!-- The items of a cell, those of one turn under its rule. -->
  <xsl:template name="items-of-cell">
    <xsl:param name="items" as="node()+"/>
    <xsl:for-each-group select="$items" group-adjacent="generate-id(f:turn(.))">
      <xsl:variable name="turn" as="element()?" select="f:turn(.)"/>
      <xsl:choose>
        <xsl:when test="$turn">
          <div class="turn s{f:person-number($turn/@who)}"><xsl:call-template name="items"><xsl:with-param name="items" select="current-group()"/></xsl:call-template></div>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="items"><xsl:with-param name="items" select="current-group()"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>
  <xsl:template name="items">
    <xsl:param name="items" as="node()+"/>
    <xsl:for-each-group select="$items" group-adjacent="f:is-furniture(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><div class="furniture"><xsl:apply-templates select="current-group()" mode="html"/></div></xsl:when>
        <xsl:otherwise><xsl:for-each select="current-group()"><xsl:call-template name="item"/></xsl:for-each></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

</xsl:stylesheet>
