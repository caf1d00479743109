<?xml version="1.0" encoding="UTF-8"?>
<!--
  Step 1. From one ODD, or from a base and the ODDs laid over it, to one flat list of specifications.

  In:  k:odds, holding the ODDs in the order in which they apply; every element says where it stands in @k:at.
  Out: k:specs, the specifications that hold in the end, each once, and k:deleted for each that was taken away.
       What cannot be merged is a k:error in their place.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:import href="functions.xsl"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:template match="/k:odds" as="element(k:specs)">
    <xsl:variable name="schemas" as="element(tei:schemaSpec)*" select="*/descendant-or-self::tei:schemaSpec"/>
    <xsl:variable name="last" as="element(tei:schemaSpec)?" select="$schemas[last()]"/>
    <xsl:variable name="flat" as="element()*" select="for-each($schemas, k:flatten#1)"/>
    <xsl:variable name="merged" as="element()*" select="fold-left(tail($schemas), k:flatten(head($schemas)), k:lay-over#2)"/>
    <k:specs ident="{$last/@ident}"
      start="{($schemas[@start])[last()]/@start}"
      ns="{(($schemas[@ns])[last()]/@ns, 'http://www.tei-c.org/ns/1.0')[1]}">
      <xsl:copy-of select="$last/@k:at"/>
      <xsl:sequence select="$merged"/>
    </k:specs>
  </xsl:template>

  <!-- The specifications of a schemaSpec in order, with the groups that it points to opened. -->
  <xsl:function name="k:flatten" as="element()*">
    <xsl:param name="schema" as="element()"/>
    <xsl:apply-templates mode="k:flatten" select="$schema/*">
      <xsl:with-param name="open" tunnel="yes" select="()"/>
    </xsl:apply-templates>
  </xsl:function>

  <xsl:mode name="k:flatten" on-no-match="shallow-skip"/>
  <xsl:template mode="k:flatten" match="tei:elementSpec | tei:classSpec | tei:dataSpec | tei:macroSpec | tei:constraintSpec |
                                        tei:moduleSpec | tei:moduleRef | tei:elementRef | k:deleted | k:error" as="element()">
    <xsl:sequence select="."/>
  </xsl:template>
  <xsl:template mode="k:flatten" match="tei:specGrp" as="element()*">
    <xsl:apply-templates mode="#current" select="*"/>
  </xsl:template>
  <xsl:template mode="k:flatten" match="tei:specGrpRef" as="element()*">
    <xsl:param name="open" as="element()*" tunnel="yes"/>
    <xsl:variable name="target" as="xs:string" select="string(@target)"/>
    <xsl:variable name="group" as="element()*" select="ancestor::*[parent::k:odds]//tei:specGrp['#' || @xml:id eq $target]"/>
    <xsl:choose>
      <xsl:when test="empty($group)">
        <xsl:sequence select="k:error(., 'specGrpRef target=&quot;' || @target || '&quot; points to no specGrp in this file; groups in other files are not read.')"/>
      </xsl:when>
      <xsl:when test="$group intersect ($open, ancestor::tei:specGrp)">
        <xsl:sequence select="k:error(., 'specGrpRef target=&quot;' || @target || '&quot; leads back to a group that holds it.')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="#current" select="$group/*">
          <xsl:with-param name="open" tunnel="yes" select="$open, $group"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- One ODD over what holds so far. -->
  <xsl:function name="k:lay-over" as="element()*">
    <xsl:param name="base" as="element()*"/>
    <xsl:param name="schema" as="element(tei:schemaSpec)"/>
    <xsl:variable name="changes" as="element()*" select="k:flatten($schema)"/>
    <xsl:variable name="chosen" as="element()*" select="k:choose($base, $changes)"/>
    <xsl:sequence select="fold-left($changes[not(self::tei:moduleRef | self::tei:elementRef)], $chosen, k:apply#2)"/>
  </xsl:function>

  <!-- What moduleRef and elementRef leave of the base. Without either, the whole of it is taken. -->
  <xsl:function name="k:choose" as="element()*">
    <xsl:param name="base" as="element()*"/>
    <xsl:param name="changes" as="element()*"/>
    <xsl:variable name="modules" as="element(tei:moduleRef)*" select="$changes[self::tei:moduleRef]"/>
    <xsl:variable name="elements" as="element(tei:elementRef)*" select="$changes[self::tei:elementRef]"/>
    <xsl:choose>
      <xsl:when test="empty(($modules, $elements))">
        <xsl:sequence select="$base"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$modules[not(@key = $base/(@module | self::tei:moduleSpec/@ident))]">
          <xsl:sequence select="k:error(., 'moduleRef key=&quot;' || @key || '&quot;: the base ODD has no such module.')"/>
        </xsl:for-each>
        <xsl:for-each select="$elements[not(@key = $base[self::tei:elementSpec]/@ident)]">
          <xsl:sequence select="k:error(., 'elementRef key=&quot;' || @key || '&quot;: the base ODD has no such element.')"/>
        </xsl:for-each>
        <xsl:for-each select="$modules">
          <xsl:variable name="module" as="element()" select="."/>
          <xsl:for-each select="(k:tokens(@include), k:tokens(@except))[not(. = $base[self::tei:elementSpec][@module eq $module/@key]/@ident)]">
            <xsl:sequence select="k:error($module, 'moduleRef: module &quot;' || $module/@key || '&quot; of the base ODD has no element &quot;' || . || '&quot;.')"/>
          </xsl:for-each>
        </xsl:for-each>
        <xsl:for-each select="$base">
          <xsl:variable name="spec" as="element()" select="."/>
          <xsl:choose>
            <xsl:when test="not(self::tei:elementSpec)">
              <xsl:sequence select="."/>
            </xsl:when>
            <xsl:when test="$spec/@ident = $elements/@key">
              <xsl:sequence select="."/>
            </xsl:when>
            <xsl:when test="some $m in $modules[@key eq $spec/@module] satisfies
                            (if ($m/@include) then k:tokens($m/@include) = $spec/@ident else not(k:tokens($m/@except) = $spec/@ident))">
              <xsl:sequence select="."/>
            </xsl:when>
            <xsl:otherwise>
              <k:deleted kind="elementSpec" ident="{@ident}"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- One specification over the list: added, deleted, replaced, or laid over the one of its name. -->
  <xsl:function name="k:apply" as="element()*">
    <xsl:param name="base" as="element()*"/>
    <xsl:param name="change" as="element()"/>
    <xsl:variable name="mode" as="xs:string" select="string(($change/@mode, 'add')[1])"/>
    <xsl:variable name="old" as="element()?" select="$base[node-name() eq node-name($change)][@ident eq $change/@ident][1]"/>
    <xsl:choose>
      <xsl:when test="$change/self::k:error">
        <xsl:sequence select="$base, $change"/>
      </xsl:when>
      <xsl:when test="$mode eq 'add' and exists($old)">
        <xsl:sequence select="$base, k:error($change, local-name($change) || ' &quot;' || $change/@ident ||
          '&quot; is in the base ODD already; say mode=&quot;change&quot; to alter it or mode=&quot;replace&quot; to write it anew.')"/>
      </xsl:when>
      <xsl:when test="$mode ne 'add' and empty($old)">
        <xsl:sequence select="$base, k:error($change, local-name($change) || ' &quot;' || $change/@ident || '&quot; has mode=&quot;' || $mode ||
          '&quot;, but the base ODD has none of that name' || k:suggestion($change/@ident, $base[node-name() eq node-name($change)]/@ident) || '.')"/>
      </xsl:when>
      <xsl:when test="$mode eq 'add'">
        <xsl:sequence select="$base, $change"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$base">
          <xsl:choose>
            <xsl:when test="not(. is $old)">
              <xsl:sequence select="."/>
            </xsl:when>
            <xsl:when test="$mode eq 'delete'">
              <k:deleted kind="{local-name()}" ident="{@ident}"/>
            </xsl:when>
            <xsl:when test="$mode eq 'replace'">
              <xsl:element name="{local-name()}" namespace="{namespace-uri()}">
                <!-- Where a spec stays silent on its module or type it keeps the old one's. -->
                <xsl:copy-of select="@module, @type, $change/(@* except @mode)"/>
                <xsl:copy-of select="$change/node()"/>
              </xsl:element>
            </xsl:when>
            <xsl:otherwise>
              <xsl:sequence select="k:overlay(., $change)"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A hint at a slip of the pen: the name that differs in case, or goes on where the other ends. -->
  <xsl:function name="k:suggestion" as="xs:string">
    <xsl:param name="name" as="xs:string?"/>
    <xsl:param name="known" as="item()*"/>
    <xsl:variable name="like" as="item()?" select="
      let $key := lower-case($name) return
        ($known[lower-case(.) eq $key], $known[starts-with(lower-case(.), $key) or starts-with($key, lower-case(.))])[1]"/>
    <xsl:sequence select="if (exists($like)) then ' (did you mean &quot;' || $like || '&quot;?)' else ''"/>
  </xsl:function>

  <xsl:include href="overlay.xsl"/>

</xsl:stylesheet>
