<?xml version="1.0" encoding="UTF-8"?>
<!-- What the header says of a document, as a list of facts that every format shows in its own way.

A fact is a map: `key` (a key of the interface's words) or `name` (the header's own word), and `values`: maps with either
`nodes` (to be rendered, holes and all), `text`, or `pieces` (maps of `text` and `lang`), and where known `lang` and `href`. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <xsl:function name="f:facts" as="map(xs:string, item()*)*">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="header" as="element()?" select="$tei/teiHeader"/>
    <xsl:variable name="desc" as="element()*" select="$header/fileDesc/sourceDesc/msDesc"/>
    <xsl:variable name="profile" as="element()*" select="$header/profileDesc"/>
    <xsl:variable name="sent" as="element()*" select="$profile/correspDesc/correspAction[@type = 'sent']"/>
    <xsl:variable name="received" as="element()*" select="$profile/correspDesc/correspAction[@type = 'received']"/>
    <xsl:variable name="persons" as="element()*" select="$profile/particDesc//person | $profile/particDesc//personGrp"/>
    <xsl:variable name="lang" as="xs:string" select="f:page-lang($tei)"/>
    <xsl:sequence select="
      fp:fact('date', f:document-date($tei)),
      fp:fact('from', fp:agents($sent)),
      fp:fact('sent', fp:place-and-time($sent, $lang)),
      fp:fact('to', fp:agents($received)),
      fp:fact('received', fp:place-and-time($received, $lang)),
      fp:fact('number', ($profile/correspDesc//idno, $profile/correspDesc/note[@type = 'number']) ! fp:nodes(.)),
      fp:categories($header),
      fp:fact('setting', $profile/settingDesc//setting ! fp:pieces(*, ', ')),
      fp:fact('participants', $persons ! fp:person(., $lang)),
      fp:fact('author', $header/fileDesc/titleStmt/author ! fp:names(.)),
      fp:hands($header/fileDesc/titleStmt, $lang),
      fp:fact('keywords', $profile/textClass/keywords//term ! fp:nodes(.)),
      fp:fact('repository', $desc/msIdentifier ! fp:pieces((repository, institution, collection, settlement, country), ', ')),
      fp:fact('file', $desc/msIdentifier//idno ! fp:nodes(.)),
      fp:fact('provenance', $desc/history/provenance ! fp:nodes(.)),
      fp:fact('publisher', $header/fileDesc/publicationStmt/(publisher, authority, distributor)[normalize-space()] ! fp:names(.)),
      fp:fact('page', f:landing-page($tei) ! map { 'text': ., 'href': f:href(.) }),
      fp:fact('licence', $header/fileDesc/publicationStmt/availability/* ! fp:licence(.)),
      fp:fact('languages', $profile/langUsage/language ! fp:nodes(.)),
      fp:fact('citation', $header/fileDesc/sourceDesc//listBibl/bibl ! fp:nodes(.))"/>
  </xsl:function>

  <xsl:function name="fp:fact" as="map(xs:string, item()*)?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="values" as="map(*)*"/>
    <xsl:sequence select="if (empty($values)) then () else map { 'key': $key, 'values': $values }"/>
  </xsl:function>

  <xsl:function name="fp:nodes" as="map(*)?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if (normalize-space($element) or $element//gap)
      then map { 'nodes': $element/node(), 'lang': f:lang($element), 'href': f:href(($element/@target, $element/@ref)[1]) }
      else ()"/>
  </xsl:function>

  <!-- A hand that the header describes by parts: its names, without identifiers and links. -->
  <xsl:function name="fp:names" as="map(*)*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="names" as="element()*" select="$element/(persName | orgName | name)"/>
    <xsl:sequence select="(if ($names) then $names else $element) ! fp:nodes(.)"/>
  </xsl:function>

  <xsl:function name="fp:pieces" as="map(*)?">
    <xsl:param name="elements" as="element()*"/>
    <xsl:param name="separator" as="xs:string"/>
    <xsl:variable name="said" as="element()*" select="$elements[normalize-space()]"/>
    <xsl:sequence select="
      if (empty($said)) then ()
      else map { 'text': string-join($said ! normalize-space(.), $separator), 'lang': f:lang($said[1]) }"/>
  </xsl:function>

  <!-- When the document was written: as printed where the header prints it, else worked out from @when. -->
  <xsl:function name="f:document-date" as="map(*)*">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="date" as="element()?" select="fp:date-element($tei)"/>
    <xsl:sequence select="$date ! (if (normalize-space(.)) then fp:nodes(.)
      else map { 'text': f:date(string(@when), f:page-lang($tei)), 'lang': f:spoken(f:page-lang($tei)) })"/>
  </xsl:function>
  <xsl:function name="fp:date-element" as="element()?">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="($tei/teiHeader/profileDesc/creation/date, $tei/teiHeader/profileDesc/correspDesc/correspAction[@type = 'sent']/date,
      $tei/teiHeader/profileDesc/settingDesc//setting/date)[@when or normalize-space()][1]"/>
  </xsl:function>
  <xsl:function name="f:document-when" as="xs:string?">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="fp:date-element($tei)/@when ! string(.)"/>
  </xsl:function>

  <xsl:function name="f:landing-page" as="xs:string?">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="$tei/teiHeader/fileDesc/publicationStmt//idno[upper-case(@type) = ('URI', 'URL')][f:href(.)][1] ! normalize-space(.)"/>
  </xsl:function>

  <!-- Who: every name of the action, each in its language. -->
  <xsl:function name="fp:agents" as="map(*)*">
    <xsl:param name="actions" as="element()*"/>
    <xsl:sequence select="$actions/(persName | orgName | name | rs) ! fp:nodes(.)"/>
  </xsl:function>

  <xsl:function name="fp:place-and-time" as="map(*)*">
    <xsl:param name="actions" as="element()*"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:for-each select="$actions">
      <xsl:variable name="pieces" as="map(*)*">
        <xsl:for-each-group select="placeName[normalize-space()]" group-by="normalize-space()">
          <xsl:sequence select="map { 'text': current-grouping-key(), 'lang': f:lang(.) }"/>
        </xsl:for-each-group>
        <xsl:for-each-group select="date | time" group-by="(normalize-space(.)[.], @when ! f:date(., $lang))[1]">
          <xsl:sequence select="map { 'text': current-grouping-key(), 'lang': if (normalize-space()) then f:lang(.) else f:spoken($lang) }"/>
        </xsl:for-each-group>
      </xsl:variable>
      <xsl:if test="exists($pieces)"><xsl:sequence select="map { 'pieces': $pieces, 'lang': $pieces[1]?lang }"/></xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- Classification, precedence, handling and any other category the document was put in, grouped by taxonomy. -->
  <xsl:function name="fp:categories" as="map(*)*">
    <xsl:param name="header" as="element()?"/>
    <xsl:for-each-group select="$header/profileDesc/textClass/catRef/f:pointers(@target) ! key('id', ., root($header))/self::category"
      group-by="ancestor::taxonomy[1]/@xml:id/string()">
      <xsl:variable name="values" as="map(*)*"
        select="current-group() ! (if (catDesc[normalize-space()]) then catDesc ! fp:nodes(.) else map { 'text': string((@n, @xml:id)[1]) })"/>
      <xsl:variable name="taxonomy" as="element()" select="ancestor::taxonomy[1]"/>
      <xsl:variable name="known" as="xs:string?"
        select="('classification', 'precedence', 'handling')[contains(lower-case(current-grouping-key()), .)][1]"/>
      <xsl:sequence select="
        if ($known) then fp:fact($known, $values)
        else map { 'name': ($taxonomy/(desc | bibl)[normalize-space()][1] ! normalize-space(.), current-grouping-key())[1], 'values': $values }"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- A participant: the name in the page's language, then the names in other languages. -->
  <xsl:function name="fp:person" as="map(*)?">
    <xsl:param name="person" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="names" as="element()*" select="$person/(persName, name, roleName, occupation)[normalize-space()]"/>
    <xsl:variable name="sorted" as="element()*" select="$names[f:lang(.) = $lang], $names[not(f:lang(.) = $lang)]"/>
    <xsl:variable name="pieces" as="map(*)*">
      <xsl:for-each-group select="$sorted" group-by="normalize-space()">
        <xsl:sequence select="map { 'text': current-grouping-key(), 'lang': f:lang(.) }"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="if (empty($pieces)) then () else map { 'pieces': $pieces, 'lang': $pieces[1]?lang }"/>
  </xsl:function>

  <!-- Translator, editor, transcriber: the header's own word for the work, and who did it. -->
  <xsl:function name="fp:hands" as="map(*)*">
    <xsl:param name="statement" as="element()*"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="fp:fact('editor', $statement/editor ! fp:names(.))"/>
    <xsl:for-each select="$statement/respStmt">
      <xsl:variable name="resp" as="element()?" select="(resp[f:lang(.) = $lang], resp)[1]"/>
      <xsl:variable name="values" as="map(*)*" select="(persName | orgName | name) ! fp:nodes(.)"/>
      <xsl:if test="exists($values)">
        <xsl:sequence select="map { 'name': ($resp ! normalize-space(.)[.], f:label('editor', $lang))[1] ! (upper-case(substring(., 1, 1)) || substring(., 2)),
          'values': $values }"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="fp:licence" as="map(*)?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="target" as="xs:string?" select="$element/@target ! f:href(.)"/>
    <xsl:sequence select="
      if (normalize-space($element)) then map { 'text': normalize-space($element), 'lang': f:lang($element), 'href': $target }
      else $target ! map { 'text': ., 'href': . }"/>
  </xsl:function>

</xsl:stylesheet>
