<?xml version="1.0" encoding="UTF-8"?>
<!-- What follows the text in HTML: the list of notes with links both ways, and the list of what was withheld. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- Notes -->

  <xsl:template mode="html" match="note">
    <xsl:variable name="kind" as="xs:string" select="if (ancestor::note) then 'inline' else f:note-kind(.)"/>
    <xsl:choose>
      <xsl:when test="$kind = 'end' and fp:stands-apart(.)"/>
      <xsl:when test="$kind = 'end'">
        <xsl:call-template name="note-reference"><xsl:with-param name="note" select="."/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$kind = 'block'">
        <div class="note" role="note"><xsl:call-template name="attributes"/><xsl:call-template name="contents"/></div>
      </xsl:when>
      <xsl:otherwise>
        <span class="note"><xsl:call-template name="attributes"/><xsl:apply-templates mode="html"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A note that stands away from what it explains: something in the text refers to it, or it stands between blocks. -->
  <xsl:function name="fp:stands-apart" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="exists($note/@xml:id ! key('reference', ., root($note))[not(ancestor::note)]) or f:is-block($note)"/>
  </xsl:function>

  <xsl:function name="fp:note-anchor" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="($note/@xml:id, 'tk-note-' || (count($note/preceding::note) + count($note/ancestor::note) + 1))[1]"/>
  </xsl:function>

  <!-- The number in the text. A reference that the source prints keeps what is printed. -->
  <xsl:template name="note-reference">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="lang" as="xs:string" select="f:spoken-at(.)"/>
    <xsl:variable name="number" as="xs:string" select="f:note-number($note)"/>
    <xsl:variable name="printed" as="xs:string?" select="if (self::note) then () else normalize-space(.)[.]"/>
    <a class="noteref" role="doc-noteref" id="{fp:reference-anchor(.)}" href="#{fp:note-anchor($note)}" aria-label="{f:label('note', $lang, $number)}">{
      ($printed, $number)[1]}</a>
  </xsl:template>

  <xsl:function name="fp:reference-anchor" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="'tk-ref-' || (if ($element/self::note) then fp:note-anchor($element)
      else string(($element/@xml:id, count($element/preceding::ref | $element/preceding::ptr) + 1)[1]))"/>
  </xsl:function>

  <xsl:template name="notes">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="notes" as="element()*" select="f:end-notes($tei)"/>
    <xsl:if test="exists($notes)">
      <section class="notes" role="doc-endnotes" aria-labelledby="tk-notes">
        <h2 id="tk-notes" lang="{$lang}">{f:label('notes', $lang)}</h2>
        <ol>
          <xsl:for-each select="$notes">
            <xsl:variable name="back" as="xs:string*" select="
              if (fp:stands-apart(.)) then @xml:id ! key('reference', ., root(current()))[not(ancestor::note)] ! fp:reference-anchor(.)
              else fp:reference-anchor(.)"/>
            <xsl:variable name="number" as="xs:string" select="f:note-number(.)"/>
            <li id="{fp:note-anchor(.)}" lang="{f:lang(.)}" dir="{f:direction(f:lang(.))}">
              <span class="note-number">{$number}</span>
              <div class="note-text">
                <xsl:call-template name="contents"/>
                <xsl:for-each select="$back">
                  <a class="back" role="doc-backlink" href="#{.}" lang="{$lang}" aria-label="{f:label('back', $lang, $number)}">↩</a>
                </xsl:for-each>
              </div>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- What was withheld: a row for each redaction and what answers it, with the transcriber's own marker. -->

  <xsl:template name="withheld">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="versions" as="element()*"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="columns" as="element()*" select="if ($versions) then $versions else $tei/text"/>
    <xsl:variable name="gaps" as="element(gap)*" select="$columns//gap[f:withheld(.)]"/>
    <xsl:if test="exists($gaps)">
      <section class="withheld" aria-labelledby="tk-withheld">
        <h2 id="tk-withheld" lang="{$lang}">{f:label('withheld', $lang)}</h2>
        <div class="table-frame" tabindex="0" role="group" aria-labelledby="tk-withheld">
          <table>
            <thead lang="{$lang}">
              <tr>
                <th scope="col" aria-label="{f:label('number', $lang)}">#</th>
                <xsl:for-each select="$columns">
                  <th scope="col" lang="{if ($versions) then f:page-lang($tei) else $lang}">{if ($versions) then f:language-name(f:lang(.), $tei) else f:label('text', $lang)}</th>
                </xsl:for-each>
                <th scope="col">{f:label('withheld-known', $lang)}</th>
              </tr>
            </thead>
            <tbody>
              <xsl:for-each select="fp:answering-gaps($gaps, $columns)">
                <xsl:variable name="together" as="element(gap)+" select="?*"/>
                <tr>
                  <th scope="row">{position()}</th>
                  <xsl:for-each select="$columns">
                    <xsl:variable name="column" as="element()" select="."/>
                    <td lang="{f:lang($column)}">
                      <xsl:for-each select="$together[ancestor::* intersect $column]">
                        <xsl:variable name="words" as="xs:string" select="(f:marker(.) ! normalize-space(.)[.], f:gap-label(., f:spoken-at(.)))[1]"/>
                        <xsl:choose>
                          <xsl:when test="@xml:id"><a href="#{@xml:id}">{$words}</a></xsl:when>
                          <xsl:otherwise>{$words}</xsl:otherwise>
                        </xsl:choose>
                        <xsl:text> </xsl:text>
                      </xsl:for-each>
                    </td>
                  </xsl:for-each>
                  <td lang="{$lang}">{string-join(distinct-values($together ! f:gap-details(., f:spoken($lang))), '; ')}</td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </div>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Redactions that answer one another, in the order of the first version; those that nothing answers where they stand. -->
  <xsl:function name="fp:answering-gaps" as="array(element(gap))*">
    <xsl:param name="gaps" as="element(gap)*"/>
    <xsl:param name="columns" as="element()+"/>
    <xsl:for-each-group select="$gaps" group-by="generate-id(fp:leader(., $columns))">
      <xsl:sequence select="array { current-group() }"/>
    </xsl:for-each-group>
  </xsl:function>
  <xsl:function name="fp:leader" as="element(gap)">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:param name="columns" as="element()+"/>
    <xsl:variable name="first" as="element(gap)" select="fp:first-of-group($gap, $columns)"/>
    <!-- Pointers that contradict one another leave a redaction on its own. -->
    <xsl:sequence select="if (fp:first-of-group($first, $columns) is $first) then $first else $gap"/>
  </xsl:function>
  <xsl:function name="fp:first-of-group" as="element(gap)">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:param name="columns" as="element()+"/>
    <xsl:variable name="answers" as="element(gap)*" select="f:pointers($gap/@corresp) ! key('id', ., root($gap))/self::gap"/>
    <xsl:variable name="group" as="element(gap)+" select="$gap, $answers"/>
    <xsl:sequence select="(for $column in $columns return $group[ancestor::* intersect $column][1], $gap)[1]"/>
  </xsl:function>

</xsl:stylesheet>
