<?xml version="1.0" encoding="UTF-8"?>
<!-- What a page tells machines: title, citation data for reference managers, Dublin Core, Open Graph, JSON-LD; and the
     policy that lets it load nothing. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- Read when the stylesheet is compiled. The digest lets the page's policy allow this one style and no other; it is the
       base64 SHA-256 of page.css, and a test holds it against the file. -->
  <xsl:variable name="style" as="xs:string" static="yes" select="unparsed-text('page.css')"/>
  <xsl:variable name="style-digest" as="xs:string" static="yes" select="'sha256-SijfHxnWACamuzss1+5wnvnCH2Ld91stw0OXQBapNuU='"/>

  <xsl:template name="head">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="versions" as="element()*"/>
    <xsl:variable name="title" as="xs:string" select="f:plain-title($tei)"/>
    <head>
      <meta charset="UTF-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{$style-digest}'; base-uri 'none'; form-action 'none'"/>
      <meta name="referrer" content="no-referrer"/>
      <meta name="color-scheme" content="light dark"/>
      <title>{$title}</title>
      <xsl:if test="f:landing-page($tei)"><link rel="canonical" href="{f:href(f:landing-page($tei))}"/></xsl:if>
      <xsl:for-each select="fp:meta($tei, $versions)">
        <xsl:choose>
          <xsl:when test="starts-with(?name, 'og:')"><meta property="{?name}" content="{?content}"/></xsl:when>
          <xsl:otherwise><meta name="{?name}" content="{?content}"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <script type="application/ld+json">{fp:json-ld($tei, $versions)}</script>
      <style>{$style}</style>
    </head>
  </xsl:template>

  <!-- The main title as plain words, holes told; a document without one is called by its identifier. -->
  <xsl:function name="f:plain-title" as="xs:string">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="f:titles($tei)[1] ! normalize-space(f:plain(.)) => string-join()"/>
    <xsl:sequence select="($words[.], $tei/@xml:id ! string(.), 'TEI')[1]"/>
  </xsl:function>

  <!-- An element's text as a reader's text has it. -->
  <xsl:function name="f:plain" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:value-of><xsl:apply-templates select="$element/node()" mode="text"/></xsl:value-of>
  </xsl:function>

  <xsl:function name="fp:meta" as="map(xs:string, xs:string)*">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="versions" as="element()*"/>
    <xsl:variable name="header" as="element()?" select="$tei/teiHeader"/>
    <xsl:variable name="statement" as="element()?" select="$header/fileDesc/titleStmt"/>
    <xsl:variable name="title" as="xs:string" select="f:plain-title($tei)"/>
    <xsl:variable name="when" as="xs:string?" select="f:document-when($tei)"/>
    <xsl:variable name="authors" as="xs:string*" select="distinct-values(
      ($statement/author, $header/profileDesc/correspDesc/correspAction[@type = 'sent']/(persName | orgName)[f:lang(.) = f:page-lang($tei)])
      ! normalize-space(f:plain(.))[.])"/>
    <xsl:variable name="hands" as="xs:string*" select="distinct-values($statement/respStmt/(persName | orgName | name) ! normalize-space(.)[.])"/>
    <xsl:variable name="publisher" as="xs:string?" select="$header/fileDesc/publicationStmt/(publisher, authority)[1] ! normalize-space(.)[.]"/>
    <xsl:variable name="summary" as="xs:string?" select="$header/profileDesc/abstract[1] ! normalize-space(.)[.]"/>
    <xsl:variable name="archive" as="xs:string?" select="string-join($header/fileDesc/sourceDesc/msDesc[1]/msIdentifier/(repository, collection, idno)
      ! normalize-space(.)[.], ', ')[.]"/>
    <xsl:variable name="languages" as="xs:string*" select="distinct-values(if ($versions) then $versions ! f:lang(.) else f:lang(($tei/text, $tei)[1]))"/>
    <xsl:variable name="page" as="xs:string?" select="f:landing-page($tei)"/>
    <xsl:variable name="licence" as="xs:string?" select="$header/fileDesc/publicationStmt/availability/licence[1]/@target ! f:href(.)"/>
    <xsl:sequence select="
      fp:entry('description', $summary), fp:entry('generator', 'teikit'),
      fp:entry('citation_title', $title), $authors ! fp:entry('citation_author', .), $hands ! fp:entry('citation_editor', .),
      fp:entry('citation_date', $when ! translate(., '-', '/')), fp:entry('citation_publisher', $publisher),
      $languages ! fp:entry('citation_language', .), fp:entry('citation_public_url', $page),
      fp:entry('DC.title', $title), $authors ! fp:entry('DC.creator', .), $hands ! fp:entry('DC.contributor', .),
      fp:entry('DC.date', $when), fp:entry('DC.publisher', $publisher), fp:entry('DC.type', 'Text'),
      $languages ! fp:entry('DC.language', .), fp:entry('DC.source', $archive), fp:entry('DC.rights', $licence), fp:entry('DC.identifier', $page),
      fp:entry('og:type', 'article'), fp:entry('og:title', $title), fp:entry('og:description', $summary), fp:entry('og:url', $page)"/>
  </xsl:function>
  <xsl:function name="fp:entry" as="map(xs:string, xs:string)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="content" as="xs:string?"/>
    <xsl:sequence select="$content[.] ! map { 'name': $name, 'content': . }"/>
  </xsl:function>

  <!-- Schema.org. "<" is written as an escape, so that no text can end the script element. -->
  <xsl:function name="fp:json-ld" as="xs:string">
    <xsl:param name="tei" as="element()"/>
    <xsl:param name="versions" as="element()*"/>
    <xsl:variable name="header" as="element()?" select="$tei/teiHeader"/>
    <xsl:variable name="action" as="element()*" select="$header/profileDesc/correspDesc/correspAction"/>
    <xsl:variable name="lang" as="xs:string" select="f:page-lang($tei)"/>
    <xsl:variable name="original" as="element()?" select="$versions[@type = 'original'][1]"/>
    <xsl:variable name="facts" as="map(*)" select="map:merge((
      map { '@context': 'https://schema.org', '@type': if ($action) then 'Message' else 'CreativeWork', 'name': f:plain-title($tei) },
      fp:property('dateCreated', f:document-when($tei)),
      fp:property('url', f:landing-page($tei)),
      fp:property('abstract', $header/profileDesc/abstract[1] ! normalize-space(.)),
      fp:property('inLanguage', distinct-values(if ($versions) then $versions ! f:lang(.) else f:lang(($tei/text, $tei)[1]))),
      fp:property('publisher', $header/fileDesc/publicationStmt/publisher ! normalize-space(.)),
      fp:property('holdingArchive', $header/fileDesc/sourceDesc/msDesc/msIdentifier/repository ! normalize-space(.)),
      fp:property('itemLocation', $header/fileDesc/sourceDesc/msDesc/msIdentifier/idno ! normalize-space(.)),
      fp:property('license', $header/fileDesc/publicationStmt/availability/licence/@target ! f:href(.)),
      fp:property('sender', $action[@type = 'sent']/(persName | orgName)[f:lang(.) = $lang] ! normalize-space(f:plain(.))),
      fp:property('recipient', $action[@type = 'received']/(persName | orgName)[f:lang(.) = $lang] ! normalize-space(f:plain(.))),
      if ($original and count($versions) gt 1)
      then map { 'workTranslation': array { $versions[not(. is $original)]
        ! map { '@type': 'CreativeWork', 'inLanguage': f:lang(.) } } }
      else ()))"/>
    <xsl:sequence select="serialize($facts, map { 'method': 'json', 'indent': false() }) => replace('&lt;', '\\u003c')"/>
  </xsl:function>
  <xsl:function name="fp:property" as="map(*)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:variable name="said" as="xs:string*" select="$values[.]"/>
    <xsl:sequence select="
      if (empty($said)) then () else map { $name: if (count($said) = 1) then $said else array { $said } }"/>
  </xsl:function>

</xsl:stylesheet>
