<?xml version="1.0" encoding="UTF-8"?>
<!-- Gaps in words: what is missing, how much of it, and under which exemption, as gap and space say it and no more. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:l="urn:x-teikit:labels"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- Withheld from release, as against a hole of another kind. -->
  <xsl:function name="f:withheld" as="xs:boolean">
    <xsl:param name="gap" as="element()"/>
    <xsl:sequence select="exists($gap/self::gap[tokenize(@reason, '\s+') = 'redacted'])"/>
  </xsl:function>

  <!-- The word for the kind of hole. A reason that the interface has no word for is told as it stands. -->
  <xsl:function name="f:reason" as="xs:string">
    <xsl:param name="gap" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="reasons" as="xs:string*" select="tokenize($gap/@reason, '\s+')[.]"/>
    <xsl:variable name="known" as="xs:string*"
      select="$reasons[. = ('redacted', 'illegible', 'inaudible', 'editorial', 'sampling')]"/>
    <xsl:sequence select="
      if ($gap/self::space) then f:label('blank', $lang)
      else if (exists($known)) then f:label($known[1], $lang)
      else if (exists($reasons)) then string-join($reasons, ' ')
      else f:label('missing', $lang)"/>
  </xsl:function>

  <!-- How much is missing, in the words of a language; empty where nothing is known. -->
  <xsl:function name="f:amount" as="xs:string?">
    <xsl:param name="gap" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="said" as="xs:string?" select="
      if ($gap/@quantity) then fp:counted($gap/@quantity, $gap/@unit, $lang)
      else if ($gap/@min and $gap/@max) then fp:counted($gap/@min || '–' || $gap/@max, $gap/@unit, $lang)
      else if ($gap/(@atMost | @max)) then fp:counted($gap/(@atMost, @max)[1], $gap/@unit, $lang) ! f:label('atMost', $lang, .)
      else if ($gap/(@atLeast | @min)) then fp:counted($gap/(@atLeast, @min)[1], $gap/@unit, $lang) ! f:label('atLeast', $lang, .)
      else if ($gap/@extent) then normalize-space($gap/@extent)
      else fp:counted('', $gap/@unit, $lang)"/>
    <xsl:variable name="vague" as="xs:boolean"
      select="$gap/@precision = ('low', 'medium') or $gap/@cert = ('low', 'medium')"/>
    <xsl:sequence select="$said[.] ! (if ($vague) then f:label('about', $lang, .) else .)"/>
  </xsl:function>

  <!-- A number with its unit in the right form. A name, a time or a title is told without "1". -->
  <xsl:function name="fp:counted" as="xs:string?">
    <xsl:param name="number" as="xs:string"/>
    <xsl:param name="unit" as="xs:string?"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="entry" as="element(l:unit)?"
      select="key('unit', $lang || ' ' || replace($unit, '(.)s$', '$1'), $labels)"/>
    <xsl:variable name="plural" as="xs:string" select="
      if ($number = ('1', '')) then 'one'
      else if (not($number castable as xs:integer)) then 'other'
      else if ($entry/@few and matches($number, '(^|[^1])1$')) then 'one'
      else if ($entry/@few and matches($number, '(^|[^1])[234]$')) then 'few'
      else 'other'"/>
    <xsl:variable name="noun" as="xs:string?"
      select="($entry/@*[local-name() = $plural], $entry/@other, $unit)[1] ! string(.)"/>
    <xsl:variable name="figure" as="xs:string" select="fp:figure($number)"/>
    <xsl:sequence select="
      if (empty($unit) or $unit = '') then ()
      else if ($number = '' or ($number = '1' and not($entry/@counted))) then $noun
      else $figure || (if ($lang = ('ja', 'zh', 'ko')) then '' else ' ') || $noun"/>
  </xsl:function>

  <!-- The word for one of a unit. -->
  <xsl:function name="f:unit-name" as="xs:string">
    <xsl:param name="unit" as="xs:string"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="key('unit', $lang || ' ' || $unit, $labels) ! string((@one, @other)[1])"/>
  </xsl:function>

  <!-- Halves and quarters as they are printed: 1.5 is 1½. -->
  <xsl:function name="fp:figure" as="xs:string">
    <xsl:param name="number" as="xs:string"/>
    <xsl:variable name="whole" as="xs:string" select="replace(substring-before($number || '.', '.'), '^0$', '')"/>
    <xsl:sequence select="
      if (matches($number, '^\d+\.50*$')) then $whole || '½'
      else if (matches($number, '^\d+\.250*$')) then $whole || '¼'
      else if (matches($number, '^\d+\.750*$')) then $whole || '¾'
      else $number"/>
  </xsl:function>

  <!-- The exemptions that @ana points to, as their categories name them. -->
  <xsl:function name="f:exemptions" as="xs:string*">
    <xsl:param name="gap" as="element()"/>
    <xsl:sequence select="f:pointers($gap/@ana) ! key('id', ., root($gap))/self::category
      ! (catDesc[normalize-space()][1], @n, @xml:id)[1] ! normalize-space(.)"/>
  </xsl:function>

  <!-- The label between the brackets, its leading word apart from the rest, for formats that draw the rest on a bar. -->
  <xsl:function name="f:gap-details" as="xs:string?">
    <xsl:param name="gap" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="exemptions" as="xs:string*" select="f:exemptions($gap)"/>
    <xsl:variable name="comma" as="xs:string" select="if (f:unspaced($lang)) then '、' else ', '"/>
    <xsl:variable name="parts" as="xs:string*" select="f:amount($gap, $lang),
      f:label('exemption', $lang, string-join($exemptions, $comma))[exists($exemptions)]"/>
    <xsl:sequence select="string-join($parts, $comma)[.]"/>
  </xsl:function>

  <xsl:function name="f:colon" as="xs:string">
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="if (f:unspaced($lang)) then '：' else if ($lang = 'fr') then ' : ' else ': '"/>
  </xsl:function>

  <!-- The whole label: [redacted: 2 lines, exemption 1.4(c)]. -->
  <xsl:function name="f:gap-label" as="xs:string">
    <xsl:param name="gap" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:variable name="details" as="xs:string?" select="f:gap-details($gap, $lang)"/>
    <xsl:sequence select="'[' || f:reason($gap, $lang) || ($details ! (f:colon($lang) || .)) || ']'"/>
  </xsl:function>

  <!-- The transcriber's own marker, where it is kept; of several, the one in the language around. -->
  <xsl:function name="f:marker" as="xs:string?">
    <xsl:param name="gap" as="element()"/>
    <xsl:sequence select="(if (count($gap/desc) gt 1) then ($gap/desc[f:lang(.) = f:spoken-at($gap)], $gap/desc)[1] else $gap/desc) ! string(.)"/>
  </xsl:function>

  <!-- What a reader is shown of a hole that is no redaction: the editor's own words where there are any. -->
  <xsl:function name="f:gap-words" as="xs:string">
    <xsl:param name="gap" as="element()"/>
    <xsl:param name="lang" as="xs:string"/>
    <xsl:sequence select="(f:marker($gap) ! normalize-space(.)[.], f:gap-label($gap, $lang))[1]"/>
  </xsl:function>

</xsl:stylesheet>
