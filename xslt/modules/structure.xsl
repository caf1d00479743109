<?xml version="1.0" encoding="UTF-8"?>
<!-- How a document is built: which divisions are versions of one another, what is a block, where a note belongs. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- White space between these elements' children is the file's layout, never text. -->
  <xsl:strip-space elements="TEI text front body back group div div1 div2 div3 div4 div5 div6 div7 sp spGrp list listPerson
    person table row lg castList castGroup titlePage choice listBibl figure floatingText annotationBlock
    teiHeader fileDesc titleStmt respStmt publicationStmt sourceDesc msDesc msIdentifier encodingDesc profileDesc
    textClass correspDesc particDesc settingDesc taxonomy category"/>

  <!-- The versions of the text that stand side by side: sibling divisions in two languages or more, tied by @corresp or
       named original and translation. Empty where the document has one text. -->
  <xsl:function name="f:versions" as="element(div)*">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="candidates" as="element(div)*" select="$tei/text/body/div[
      @type = ('original', 'translation') or (@xml:id and f:pointers(@corresp) = ../div/@xml:id)]"/>
    <xsl:sequence select="
      if (count($candidates) gt 1 and count(distinct-values($candidates ! f:lang(.))) = count($candidates))
      then ($candidates[@type = 'original'], $candidates[not(@type = 'original')])
      else ()"/>
  </xsl:function>

  <!-- Elements that stand on lines of their own. In a paragraph only lists, tables, verse and block quotations do. -->
  <xsl:function name="f:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:apply-templates select="$node" mode="is-block"/>
  </xsl:function>

  <xsl:mode name="is-block" on-no-match="fail"/>
  <xsl:template match="node()" mode="is-block" as="xs:boolean" priority="-1"><xsl:sequence select="false()"/></xsl:template>
  <xsl:template mode="is-block" as="xs:boolean" match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7 | p | ab | head | opener | closer
    | trailer | postscript | byline | argument | epigraph | sp | spGrp | u | annotationBlock | lg | l[not(ancestor::p)] | list | table | floatingText | castList
    | castGroup | castItem | titlePage | titlePart | docTitle | docImprint | docAuthor | docDate | set | prologue | epilogue
    | performance | front | body | back | group | text | listPerson | listPlace | listOrg | listBibl | figure | quote[p | lg | ab] | cit[quote/p]
    | q[p | ab] | stage[not(ancestor::p or ancestor::l or ancestor::speaker)] | item | row">
    <xsl:sequence select="true()"/>
  </xsl:template>
  <!-- Furniture, holes, notes and events are blocks where blocks are their neighbours. -->
  <xsl:template mode="is-block" as="xs:boolean" match="pb | cb | gb | milestone | fw | gap | space | note | noteGrp | kinesic | vocal | incident
   
    | writing | pause | shift | salute | signed | dateline | date | address | addrLine | stamp | seg[parent::u] | label | bibl">
    <xsl:sequence select="exists(parent::div | parent::div1 | parent::div2 | parent::div3 | parent::div4 | parent::div5
      | parent::div6 | parent::div7 | parent::body | parent::front | parent::back | parent::sp | parent::u | parent::lg
      | parent::spGrp | parent::annotationBlock | parent::titlePage | parent::castList | parent::figure)
      or (exists(parent::opener | parent::closer | parent::postscript) and exists(self::dateline | self::salute | self::signed | self::address))"/>
  </xsl:template>

  <!-- A head or a foot of a letter whose lines are elements of their own, with no text between them. -->
  <xsl:function name="f:in-lines" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="empty($element/(lb | text()[normalize-space()])) and count($element/*) gt 1"/>
  </xsl:function>

  <!-- What a page carries beside the text, standing between blocks: neighbours of this kind share a line. -->
  <xsl:function name="f:is-furniture" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node[self::pb or self::fw][f:is-block(.)])"/>
  </xsl:function>

  <!-- A block that holds blocks, and so cannot be a paragraph of HTML. -->
  <xsl:function name="f:holds-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="some $child in $element/descendant::* satisfies
      (f:is-block($child) or $child/self::note[f:note-kind(.) = 'inline'][p | list | lg | table])"/>
  </xsl:function>

  <!-- Notes -->

  <!-- Where a note is shown: "inline" where it stands, in the line; "block" where it stands, on its own; "end" in the
       list of notes, because the source set it apart or something in the text refers to it. -->
  <xsl:function name="f:note-kind" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="place" as="xs:string*" select="tokenize($note/@place, '\s+')"/>
    <xsl:sequence select="
      if ($place = 'inline') then 'inline'
      else if ($place = ('foot', 'bottom', 'end', 'margin', 'left', 'right')
        or $note/ancestor::div[@type = ('notes', 'footnotes', 'endnotes')]
        or $note/(@n, @target) or $note/@xml:id[exists(key('reference', ., root($note)))]) then 'end'
      else if (f:is-block($note)) then 'block'
      else 'inline'"/>
  </xsl:function>

  <!-- The notes of the list, in the order of the text. A note inside a note stays where it is. -->
  <xsl:function name="f:end-notes" as="element(note)*">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="$tei/text//note[not(ancestor::note)][f:note-kind(.) = 'end']"/>
  </xsl:function>

  <!-- The number that each note of the list goes by: the source's own, else the next that the source does not use. -->
  <xsl:variable name="note-numbers" as="map(xs:string, xs:string)">
    <xsl:variable name="notes" as="element(note)*" select="//TEI[1] ! f:end-notes(.)"/>
    <xsl:variable name="own" as="xs:string*" select="$notes/@n ! normalize-space(.)"/>
    <xsl:variable name="free" as="xs:integer*" select="(1 to 2 * count($notes))[not(string(.) = $own)]"/>
    <xsl:map>
      <xsl:sequence select="$notes[normalize-space(@n)] ! map { generate-id(): normalize-space(@n) }"/>
      <xsl:for-each select="$notes[not(normalize-space(@n))]">
        <xsl:variable name="place" as="xs:integer" select="position()"/>
        <xsl:map-entry key="generate-id()" select="string($free[$place])"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>
  <xsl:function name="f:note-number" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="($note-numbers(generate-id($note)), '*')[1]"/>
  </xsl:function>

  <!-- A division that holds nothing but notes of the list, with or without a heading. -->
  <xsl:function name="f:only-notes" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/descendant::note[f:note-kind(.) = 'end'])
      and empty($element/descendant::text()[normalize-space()][not(ancestor::note or parent::head)])"/>
  </xsl:function>

  <!-- Turns -->

  <!-- The turn that a node belongs to, or is. -->
  <xsl:function name="f:turn" as="element()?">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="$node/ancestor-or-self::*[self::sp or self::u][1]"/>
  </xsl:function>

  <!-- What a turn is headed by: its label as it stands; where there is none (u), the person's name, and where the file does
       not hold the person, what @who calls them. -->
  <xsl:function name="f:turn-has-label" as="xs:boolean">
    <xsl:param name="turn" as="element()"/>
    <xsl:sequence select="exists($turn/speaker) or exists(f:turn-name($turn))"/>
  </xsl:function>
  <xsl:function name="f:turn-name" as="xs:string?">
    <xsl:param name="turn" as="element()"/>
    <xsl:sequence select="(f:person-name($turn/@who, f:lang($turn)), $turn/self::u/@who ! replace(., '(^|\s)\S*#', '$1') ! normalize-space(.)[.])[1]"/>
  </xsl:function>

  <!-- The person's name, where the label does not already say it. -->
  <xsl:function name="f:named-beside-label" as="xs:string?">
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="label" as="xs:string" select="lower-case(replace(string-join($turn/speaker), '[\P{L}]', ''))"/>
    <xsl:variable name="name" as="xs:string?" select="f:person-name($turn/@who, f:lang($turn))"/>
    <xsl:variable name="bare" as="xs:string" select="lower-case(replace($name, '[\P{L}]', ''))"/>
    <xsl:sequence select="$name[$bare ne '' and not(contains($bare, $label) and $label ne '') and not(contains($label, $bare))]"/>
  </xsl:function>

</xsl:stylesheet>
