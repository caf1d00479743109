<?xml version="1.0" encoding="UTF-8"?>
<!--
  Of the XSD: content models in which the next element always says by its name alone which part of the model it fills
  (XML Schema part 1, "Unique Particle Attribution"). RELAX NG does not ask for that, XSD does.

  A model is judged by the construction of Glushkov: every leaf is a position, and of the positions that may come first, or
  that may follow one position, no two may share a name. What is not deterministic is rewritten where a rule gives the same
  language, and otherwise widened to any order of its elements, with a warning.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <!-- The names that a leaf stands for; an asterisk for any. -->
  <xsl:function name="k:leaf-names" as="xs:string*">
    <xsl:param name="leaf" as="element()"/>
    <xsl:param name="schema" as="node()"/>
    <xsl:choose>
      <xsl:when test="$leaf/self::k:el">
        <xsl:sequence select="string($leaf/@name)"/>
      </xsl:when>
      <xsl:when test="$leaf/self::k:class">
        <xsl:sequence select="k:class-elements(key('modelclass', $leaf/@name, $schema))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="'*'"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="k:is-leaf" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="exists($node/(self::k:el | self::k:class | self::k:any))"/>
  </xsl:function>

  <xsl:function name="k:shares" as="xs:boolean">
    <xsl:param name="a" as="xs:string*"/>
    <xsl:param name="b" as="xs:string*"/>
    <xsl:sequence select="$a = $b or ($a = '*' and exists($b)) or ($b = '*' and exists($a))"/>
  </xsl:function>

  <!-- The construction: whether nothing may fill the model, which leaves come first and last, and which follow which.
       Leaves are told apart by generate-id, so the model must be one tree. -->
  <xsl:function name="k:positions" as="map(*)">
    <xsl:param name="model" as="element()"/>
    <xsl:variable name="parts" as="map(*)*" select="$model[not(k:is-leaf(.))]/* ! k:positions(.)"/>
    <xsl:variable name="once" as="map(*)">
      <xsl:choose>
        <xsl:when test="k:is-leaf($model)">
          <xsl:sequence select="map{'nullable': false(), 'first': $model, 'last': $model, 'pairs': ()}"/>
        </xsl:when>
        <xsl:when test="$model/self::k:alt">
          <xsl:sequence select="map{'nullable': $parts?nullable = true(), 'first': $parts?first, 'last': $parts?last, 'pairs': $parts?pairs}"/>
        </xsl:when>
        <xsl:when test="$model/self::k:seq">
          <xsl:sequence select="fold-left($parts, map{'nullable': true(), 'first': (), 'last': (), 'pairs': ()}, k:then#2)"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="map{'nullable': true(), 'first': (), 'last': (), 'pairs': ()}"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="looped" as="map(*)" select="
      if ($model/@max eq '1' or empty($model/@max)) then $once
      else map:put($once, 'pairs', ($once?pairs, k:pairs($once?last, $once?first)))"/>
    <xsl:sequence select="if ($model/@min eq '0') then map:put($looped, 'nullable', true()) else $looped"/>
  </xsl:function>

  <xsl:function name="k:then" as="map(*)">
    <xsl:param name="before" as="map(*)"/>
    <xsl:param name="after" as="map(*)"/>
    <xsl:sequence select="map{
      'nullable': $before?nullable and $after?nullable,
      'first': ($before?first, $after[$before?nullable]?first),
      'last': ($after?last, $before[$after?nullable]?last),
      'pairs': ($before?pairs, $after?pairs, k:pairs($before?last, $after?first))}"/>
  </xsl:function>

  <xsl:function name="k:pairs" as="map(*)*">
    <xsl:param name="last" as="element()*"/>
    <xsl:param name="first" as="element()*"/>
    <xsl:if test="exists($first)">
      <xsl:for-each select="$last">
        <xsl:sequence select="map{'from': generate-id(.), 'to': $first}"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- The names over which a model is in doubt; none where it is deterministic. -->
  <xsl:function name="k:doubts" as="xs:string*">
    <xsl:param name="model" as="element()"/>
    <xsl:param name="schema" as="node()"/>
    <xsl:variable name="positions" as="map(*)" select="k:positions($model)"/>
    <xsl:variable name="sets" as="array(element()*)*">
      <xsl:sequence select="array{$positions?first}"/>
      <xsl:for-each-group select="$positions?pairs" group-by="?from">
        <xsl:sequence select="array{current-group()?to | ()}"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="distinct-values($sets ! k:doubt-of(?*, $schema))"/>
  </xsl:function>

  <xsl:function name="k:doubt-of" as="xs:string*">
    <xsl:param name="leaves" as="element()*"/>
    <xsl:param name="schema" as="node()"/>
    <xsl:variable name="leaves" as="element()*" select="$leaves | ()"/>
    <xsl:variable name="names" as="xs:string*" select="$leaves ! distinct-values(k:leaf-names(., $schema))"/>
    <xsl:choose>
      <xsl:when test="$names = '*' and count($leaves) gt 1">
        <xsl:sequence select="'*'"/>
      </xsl:when>
      <xsl:when test="count($names) ne count(distinct-values($names))">
        <xsl:for-each-group select="$names" group-by=".">
          <xsl:sequence select="current-grouping-key()[count(current-group()) gt 1]"/>
        </xsl:for-each-group>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- Rewriting that keeps the language -->

  <xsl:mode name="k:rewrite" on-no-match="shallow-copy"/>

  <!-- Of alternatives that share names the later ones lose them. -->
  <xsl:template mode="k:rewrite" match="k:alt" as="element()">
    <xsl:param name="schema" as="node()" tunnel="yes"/>
    <xsl:variable name="parts" as="element()*">
      <xsl:apply-templates mode="#current" select="*"/>
    </xsl:variable>
    <k:alt>
      <xsl:copy-of select="@*"/>
      <xsl:iterate select="$parts">
        <xsl:param name="seen" as="xs:string*" select="()"/>
        <xsl:variable name="single" as="xs:boolean" select="exists(self::k:el | self::k:class) and @min eq '1' and @max eq '1'"/>
        <xsl:variable name="names" as="xs:string*" select="if ($single) then k:leaf-names(., $schema) else ()"/>
        <xsl:choose>
          <xsl:when test="$single and $names = $seen">
            <xsl:for-each select="$names[not(. = $seen)]">
              <k:el name="{.}" min="1" max="1"/>
            </xsl:for-each>
          </xsl:when>
          <xsl:otherwise>
            <xsl:sequence select="."/>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:next-iteration>
          <xsl:with-param name="seen" select="$seen, $names"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </k:alt>
  </xsl:template>

  <!-- x*, y?, x* is x*, (y, x*)? -->
  <xsl:template mode="k:rewrite" match="k:seq" as="element()">
    <xsl:variable name="parts" as="element()*">
      <xsl:apply-templates mode="#current" select="*"/>
    </xsl:variable>
    <k:seq>
      <xsl:copy-of select="@*"/>
      <xsl:sequence select="k:fold-repeats($parts)"/>
    </k:seq>
  </xsl:template>

  <xsl:function name="k:fold-repeats" as="element()*">
    <xsl:param name="parts" as="element()*"/>
    <xsl:variable name="x" as="element()?" select="$parts[1]"/>
    <xsl:variable name="y" as="element()?" select="$parts[2]"/>
    <xsl:choose>
      <xsl:when test="$x[@min eq '0' and @max eq '-1'] and deep-equal($x, $y)">
        <xsl:sequence select="k:fold-repeats(tail($parts))"/>
      </xsl:when>
      <xsl:when test="$x[@min eq '0' and @max eq '-1'] and $y/@min eq '0' and deep-equal($x, $parts[3])">
        <xsl:variable name="rest" as="element()*" select="k:fold-repeats(subsequence($parts, 3))"/>
        <xsl:sequence select="$x"/>
        <k:seq min="0" max="1">
          <xsl:for-each select="$y">
            <xsl:copy>
              <xsl:copy-of select="@*"/>
              <xsl:attribute name="min" select="1"/>
              <xsl:copy-of select="node()"/>
            </xsl:copy>
          </xsl:for-each>
          <xsl:sequence select="$rest[1]"/>
        </k:seq>
        <xsl:sequence select="tail($rest)"/>
      </xsl:when>
      <xsl:when test="empty($parts)"/>
      <xsl:otherwise>
        <xsl:sequence select="$x, k:fold-repeats(tail($parts))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

</xsl:stylesheet>
