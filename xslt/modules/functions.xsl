<?xml version="1.0" encoding="UTF-8"?>
<!-- What every format needs: languages, words of the interface, pointers, safe links, source marks. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:err="http://www.w3.org/2005/xqt-errors"
  xmlns:l="urn:x-teikit:labels"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- Read when the stylesheet is compiled, so that a transformation itself needs no file but the document. -->
  <xsl:variable name="labels" as="document-node()" static="yes" select="doc('labels.xml')"/>

  <xsl:key name="label" match="l:label" use="../@ident || ' ' || @key"/>
  <xsl:key name="unit" match="l:unit" use="../@ident || ' ' || @name"/>
  <xsl:key name="interface" match="l:language" use="@ident"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>
  <xsl:key name="person" match="person | personGrp | org[ancestor::listOrg or ancestor::particDesc]" use="@xml:id"/>
  <!-- Which elements a pointer elsewhere leads to: notes are referred to from ref, ptr and from their own @target. -->
  <xsl:key name="reference" match="text//ref[@target] | text//ptr[@target]" use="f:pointers(@target)"/>

  <!-- Languages -->

  <!-- The language of a node: the nearest @xml:lang, else the main language that the header declares, else "und".
       The header itself is in the language of the page. -->
  <xsl:function name="f:lang" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="said" as="attribute()?" select="$node/ancestor-or-self::*[normalize-space(@xml:lang)][1]/@xml:lang"/>
    <xsl:sequence select="
      if ($said) then normalize-space($said)
      else if ($node/ancestor-or-self::teiHeader) then f:page-lang($node/ancestor::TEI[1])
      else (root($node)//textLang/@mainLang, root($node)//langUsage/language[1]/@ident, 'und')[normalize-space(.)][1] ! normalize-space(.)"/>
  </xsl:function>

  <!-- The language that the page speaks about the document: the header's. -->
  <xsl:function name="f:page-lang" as="xs:string">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="($tei/ancestor-or-self::TEI[1]/(teiHeader/@xml:lang, @xml:lang), 'en')[normalize-space(.)][1] ! normalize-space(.)"/>
  </xsl:function>

  <!-- The entry of the interface table that serves a language: its own, else its primary subtag's, else nothing. -->
  <xsl:function name="fp:interface" as="element(l:language)?">
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="key('interface', tokenize(lower-case($lang), '-')[1], $labels)"/>
  </xsl:function>

  <!-- The language in which teikit will speak where a language is wanted: that one, else the page's, else English. -->
  <xsl:function name="f:spoken" as="xs:string">
    <xsl:param name="wanted" as="xs:string*"/>
    <xsl:sequence select="(($wanted ! fp:interface(.)/@ident ! string(.)), 'en')[1]"/>
  </xsl:function>

  <!-- The same for a node: its own language, else the header's. -->
  <xsl:function name="f:spoken-at" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="f:spoken((f:lang($node), root($node)/*[1] ! f:page-lang(.)))"/>
  </xsl:function>

  <!-- A word of the interface; {} in it is filled in. -->
  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="(key('label', f:spoken($lang) || ' ' || $key, $labels), key('label', 'en ' || $key, $labels))[1]
      ! string(.)"/>
  </xsl:function>
  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:param name="filling" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string+" select="tokenize(f:label($key, $lang), '\{\}')"/>
    <xsl:sequence select="string-join($parts, $filling)"/>
  </xsl:function>

  <!-- Whether a language is written without spaces between words, so that a broken line is joined without one. -->
  <xsl:function name="f:unspaced" as="xs:boolean">
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="matches($lang, '^(ja|zh|yue|wuu|lzh)(-|$)', 'i')"/>
  </xsl:function>

  <!-- The name of a language: as the header names it, else in its own words, else its tag. -->
  <xsl:function name="f:language-name" as="xs:string">
    <xsl:param name="lang" as="xs:string"/>
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="declared" as="xs:string?"
      select="$tei/teiHeader//langUsage/language[@ident = $lang][1] ! normalize-space(.)"/>
    <xsl:sequence select="($declared[.], fp:interface($lang)/@name ! string(.), $lang)[1]"/>
  </xsl:function>

  <!-- Scripts written from right to left, by language or by a script subtag. -->
  <xsl:function name="f:direction" as="xs:string">
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="
      if (matches($lang, '-(arab|hebr|syrc|thaa|nkoo|adlm|rohg)(-|$)', 'i')) then 'rtl'
      else if (matches($lang, '-(latn|cyrl)(-|$)', 'i')) then 'ltr'
      else if (matches($lang, '^(ar|he|iw|fa|ur|yi|ps|sd|ug|dv|ckb|syr|arc|prs|azb)(-|$)', 'i')) then 'rtl'
      else if ($lang = ('und', 'mul', 'zxx', '')) then 'auto'
      else 'ltr'"/>
  </xsl:function>

  <!-- Dates in the manner of a language where numbers suffice; a partial date stays as it is. -->
  <xsl:function name="f:date" as="xs:string">
    <xsl:param name="when" as="xs:string"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="day" as="xs:string" select="substring($when, 1, 10)"/>
    <xsl:sequence select="
      if ($day castable as xs:date) then format-date(xs:date($day), fp:interface(f:spoken($lang))/@date, 'en', (), ())
      else $when"/>
  </xsl:function>

  <!-- Pointers and links -->

  <xsl:function name="f:pointers" as="xs:string*">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="tokenize($value, '\s+')[starts-with(., '#')] ! substring(., 2)"/>
  </xsl:function>

  <!-- A target that may become a link: relative, or http, https, mailto. Anything else (javascript:, data:, a private
       prefix) is no link. Browsers ignore white space and controls inside a scheme, so these go before it is looked at. -->
  <xsl:function name="f:href" as="xs:string?">
    <xsl:param name="target" as="xs:string?"/>
    <xsl:variable name="plain" as="xs:string" select="replace(string($target), '[\p{C}\s]', '')"/>
    <xsl:sequence select="
      if ($plain ne '' and (not(matches($plain, '^[^/?#]*:')) or matches($plain, '^(https?://|mailto:)', 'i')))
      then iri-to-uri(replace(normalize-space($target), '\p{C}', ''))
      else ()"/>
  </xsl:function>

  <!-- Where the image is that @facs names: an address, or the image of a surface (or of the surface around a zone) in this file. -->
  <xsl:function name="f:image-of" as="xs:string?">
    <xsl:param name="facs" as="attribute()?"/>
    <xsl:variable name="first" as="xs:string?" select="tokenize($facs)[1]"/>
    <xsl:variable name="shown" as="element()?" select="if (starts-with($first, '#')) then key('id', substring($first, 2), root($facs))[1] else ()"/>
    <xsl:sequence select="
      if (starts-with($first, '#'))
      then ($shown/self::graphic/@url, $shown/ancestor-or-self::surface[1]/graphic[1]/@url)[1] ! string(.)
      else $first"/>
  </xsl:function>

  <!-- Source marks -->

  <!-- The two marks that stood around an element: @rend names them, separated by a space; "none" says there were none. -->
  <xsl:function name="f:marks" as="xs:string+">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="default" as="xs:string+"/>
    <xsl:variable name="said" as="xs:string*" select="tokenize($element/@rend, '\s+')[.]"/>
    <xsl:sequence select="
      if (empty($said)) then $default
      else if (count($said) = 2 and not(some $word in $said satisfies matches($word, '\p{L}'))) then $said
      else if ($said = 'none') then ('', '')
      else $default"/>
  </xsl:function>

  <!-- The source letters that a teikit-source instruction holds: a JSON string; anything else is taken as it is. -->
  <xsl:function name="f:source-letters" as="xs:string">
    <xsl:param name="instruction" as="processing-instruction()"/>
    <xsl:try>
      <xsl:sequence select="string(parse-json(string($instruction)))"/>
      <xsl:catch errors="*" select="string($instruction)"/>
    </xsl:try>
  </xsl:function>

  <!-- Persons -->

  <!-- The name of the person whom @who points to, in the language wanted where the header has one. -->
  <xsl:function name="f:person-name" as="xs:string?">
    <xsl:param name="who" as="attribute()?"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="persons" as="element()*" select="f:pointers($who) ! key('person', ., root($who))"/>
    <xsl:variable name="names" as="xs:string*">
      <xsl:for-each select="$persons">
        <xsl:variable name="all" as="element()*" select="(persName, name, orgName)"/>
        <xsl:variable name="all" as="element()*" select="if ($all) then $all else (roleName, descendant::persName, descendant::name)"/>
        <xsl:variable name="primary" as="xs:string" select="tokenize($lang, '-')[1]"/>
        <xsl:sequence select="($all[@xml:lang = $lang], $all[starts-with(@xml:lang, $primary)],
          $all[not(@xml:lang)], $all)[normalize-space()][1] ! normalize-space(.)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($names, ', ')[.]"/>
  </xsl:function>

  <!-- A number that tells speakers apart by colour, 1 to 6 in the order of the header; 0 where nobody is named. -->
  <xsl:function name="f:person-number" as="xs:integer">
    <xsl:param name="who" as="attribute()?"/>
    <xsl:variable name="person" as="element()?" select="(f:pointers($who) ! key('person', ., root($who)))[1]"/>
    <xsl:sequence select="if ($person) then count($person/preceding::person) mod 6 + 1 else 0"/>
  </xsl:function>

  <!-- The title of a document: the main one in the language of the page, else the first. -->
  <xsl:function name="f:titles" as="element(title)*">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="titles" as="element(title)*" select="$tei/teiHeader/fileDesc/titleStmt/title[normalize-space() or gap]"/>
    <xsl:variable name="lang" as="xs:string" select="f:page-lang($tei)"/>
    <xsl:variable name="main" as="element(title)?"
      select="($titles[@type = 'main'][f:lang(.) = $lang], $titles[@type = 'main'], $titles[not(@type)], $titles)[1]"/>
    <xsl:sequence select="$main, $titles except $main"/>
  </xsl:function>

  <!-- Spaces at line ends go, empty lines in a row become one; nothing that is a letter is touched. Line by line, and
       with a regular expression only where there is something to find: over the whole text it is ten times as slow. -->
  <xsl:function name="f:tidy" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="lines" as="xs:string*">
      <xsl:for-each-group select="tokenize($text, '\n')" group-adjacent="normalize-space() = ''">
        <xsl:choose>
          <xsl:when test="not(current-grouping-key())"><xsl:sequence select="current-group() ! (if (ends-with(., ' ')) then replace(., ' +$', '') else .)"/></xsl:when>
          <xsl:when test="position() = (1, last())"/>
          <xsl:otherwise><xsl:sequence select="''"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="string-join($lines, '&#10;') || '&#10;'"/>
  </xsl:function>

</xsl:stylesheet>
