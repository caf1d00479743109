<?xml version="1.0" encoding="UTF-8"?>
<!-- Versions of a text in level rows.

Each version is read as a sequence of items: a paragraph, a heading, a page break, and for a turn its label. A row is the
smallest run of items, one run a version, that no @corresp leaves: one paragraph beside one, or one beside three. Links
that cross are one row, so that no version is ever read out of its own order. What answers nothing stands between the
rows of its neighbours, beside whatever answers nothing at the same place in the other versions. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:f="urn:x-teikit:functions"
  xmlns:fp="urn:x-teikit:functions:private"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all"
  expand-text="yes">

  <!-- A place in the versions is one number: version * this + position. -->
  <xsl:variable name="fp:column" as="xs:integer" static="yes" select="10000000"/>

  <!-- The items of a version. A turn itself stands for its label; a run of loose text is stood for by its first node. -->
  <xsl:function name="f:items" as="node()*">
    <xsl:param name="container" as="element()"/>
    <xsl:for-each-group select="$container/node()" group-adjacent="not(self::element()) or not(f:is-block(.))">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:sequence select="current-group()[not(self::speaker)][self::element() or self::text()[normalize-space()]][1]"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:for-each select="current-group()">
            <xsl:choose>
              <xsl:when test="self::sp | self::u">
                <xsl:sequence select=".[f:turn-has-label(.)], f:items(.)"/>
              </xsl:when>
              <xsl:when test="f:only-notes(.)"/>
              <xsl:when test="self::div | self::div1 | self::div2 | self::div3 | self::div4 | self::spGrp | self::annotationBlock">
                <xsl:sequence select="f:items(.)"/>
              </xsl:when>
              <xsl:when test="self::note[f:note-kind(.) = 'end']"/>
              <xsl:otherwise><xsl:sequence select="."/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>

  <!-- The rows: each an array with one member, a sequence of items, a version. -->
  <xsl:function name="f:rows" as="array(node()*)*">
    <xsl:param name="versions" as="element()+"/>
    <xsl:variable name="columns" as="array(node()*)" select="array { } => fp:columns($versions)"/>
    <xsl:variable name="width" as="xs:integer" select="count($versions)"/>
    <xsl:variable name="sizes" as="xs:integer+" select="(1 to $width) ! count($columns(.))"/>
    <xsl:variable name="links" as="map(xs:integer, xs:integer*)" select="fp:links($columns)"/>
    <xsl:iterate select="0 to sum($sizes)">
      <xsl:param name="from" as="xs:integer+" select="(1 to $width) ! 1"/>
      <xsl:variable name="to" as="xs:integer+" select="fp:next-row($from, $sizes, $links)"/>
      <xsl:choose>
        <xsl:when test="every $c in 1 to $width satisfies $from[$c] gt $sizes[$c]"><xsl:break/></xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="array:join(
            for $c in 1 to $width return [subsequence($columns($c), $from[$c], $to[$c] - $from[$c])])"/>
          <xsl:next-iteration><xsl:with-param name="from" select="$to"/></xsl:next-iteration>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:iterate>
  </xsl:function>

  <xsl:function name="fp:columns" as="array(node()*)">
    <xsl:param name="start" as="array(*)"/>
    <xsl:param name="versions" as="element()*"/>
    <xsl:sequence select="fold-left($versions, $start, function ($done, $version) { array:append($done, f:items($version)) })"/>
  </xsl:function>

  <!-- Which places answer which: @corresp read in both directions. -->
  <xsl:function name="fp:links" as="map(xs:integer, xs:integer*)">
    <xsl:param name="columns" as="array(node()*)"/>
    <xsl:variable name="places" as="map(xs:string, xs:integer)" select="map:merge(
      for $c in 1 to array:size($columns), $i in 1 to count($columns($c))
      return $columns($c)[$i]/@xml:id ! map { string(.): $c * $fp:column + $i }, map { 'duplicates': 'use-first' })"/>
    <xsl:variable name="pairs" as="map(xs:integer, xs:integer)*" select="
      for $c in 1 to array:size($columns), $i in 1 to count($columns($c)),
        $there in f:pointers($columns($c)[$i]/self::element()/@corresp) ! $places(.),
        $here in $c * $fp:column + $i
      return if ($there idiv $fp:column = $c) then () else (map { $here: $there }, map { $there: $here })"/>
    <xsl:sequence select="map:merge($pairs, map { 'duplicates': 'combine' })"/>
  </xsl:function>

  <!-- Where the next row ends in each version (the position after its last item). -->
  <xsl:function name="fp:next-row" as="xs:integer+">
    <xsl:param name="from" as="xs:integer+"/>
    <xsl:param name="sizes" as="xs:integer+"/>
    <xsl:param name="links" as="map(xs:integer, xs:integer*)"/>
    <xsl:variable name="after-loose" as="xs:integer+" select="
      for $c in 1 to count($from) return fp:end-of-loose($c, $from[$c], $sizes[$c], $links)"/>
    <xsl:choose>
      <xsl:when test="some $c in 1 to count($from) satisfies $after-loose[$c] gt $from[$c]">
        <xsl:sequence select="$after-loose"/>
      </xsl:when>
      <xsl:otherwise>
        <!-- Every next item answers something: take the one that draws in the fewest others. -->
        <xsl:variable name="rows" as="array(xs:integer+)*" select="
          for $c in 1 to count($from)
          return if ($from[$c] gt $sizes[$c]) then () else array { fp:close($from, $from, ($c * $fp:column + $from[$c]), $links) }"/>
        <xsl:variable name="sizes-of-rows" as="xs:integer*" select="$rows ! sum(?*)"/>
        <xsl:sequence select="if (empty($rows)) then $from else $rows[index-of($sizes-of-rows, min($sizes-of-rows))[1]]?*"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="fp:end-of-loose" as="xs:integer">
    <xsl:param name="column" as="xs:integer"/>
    <xsl:param name="from" as="xs:integer"/>
    <xsl:param name="size" as="xs:integer"/>
    <xsl:param name="links" as="map(xs:integer, xs:integer*)"/>
    <xsl:sequence select="(($from to $size)[map:contains($links, $column * $fp:column + .)], $size + 1)[1]"/>
  </xsl:function>

  <!-- Grow a row until no link leaves it. `fresh` are the places whose links are still to be followed. -->
  <xsl:function name="fp:close" as="xs:integer+">
    <xsl:param name="from" as="xs:integer+"/>
    <xsl:param name="ends" as="xs:integer+"/>
    <xsl:param name="fresh" as="xs:integer*"/>
    <xsl:param name="links" as="map(xs:integer, xs:integer*)"/>
    <xsl:variable name="reached" as="xs:integer*" select="$fresh, $fresh ! $links(.)"/>
    <xsl:variable name="grown" as="xs:integer+" select="
      for $c in 1 to count($from)
      return max(($ends[$c], $reached[. idiv $fp:column = $c] ! (. mod $fp:column + 1)))"/>
    <xsl:variable name="new" as="xs:integer*" select="
      for $c in 1 to count($from), $i in $ends[$c] to $grown[$c] - 1 return $c * $fp:column + $i"/>
    <xsl:sequence select="if (empty($new)) then $ends else fp:close($from, $grown, $new, $links)"/>
  </xsl:function>

</xsl:stylesheet>
