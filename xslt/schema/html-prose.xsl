<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the reference pages: the prose of the ODD, remarks and examples. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:key name="anchor" match="k:prose//tei:*[@xml:id]" use="@xml:id"/>

  <xsl:function name="k:guide-page" as="xs:string">
    <xsl:param name="div" as="element(tei:div)"/>
    <xsl:sequence select="'guide-' || ($div/@xml:id, string(index-of($guide ! generate-id(), generate-id($div))))[1] || '.html'"/>
  </xsl:function>

  <xsl:template mode="page" match="tei:div" as="element()+">
    <xsl:variable name="here" as="xs:integer" select="index-of($guide ! generate-id(), generate-id(.))"/>
    <xsl:variable name="main" as="node()*">
      <xsl:apply-templates mode="prose" select="node()">
        <xsl:with-param name="level" tunnel="yes" select="1"/>
      </xsl:apply-templates>
      <nav aria-label="Guide">
        <p>
          <xsl:for-each select="$guide[$here - 1]">
            <a rel="prev" href="{k:guide-page(.)}">
              <xsl:value-of select="'← ' || k:plain((tei:head, .)[1])"/>
            </a>
          </xsl:for-each>
          <xsl:text> </xsl:text>
          <xsl:for-each select="$guide[$here + 1]">
            <a rel="next" href="{k:guide-page(.)}">
              <xsl:value-of select="k:plain((tei:head, .)[1]) || ' →'"/>
            </a>
          </xsl:for-each>
        </p>
      </nav>
    </xsl:variable>
    <xsl:sequence select="k:page(k:guide-page(.), string(tei:head[1] ! k:plain(.)), $main[not(self::k:error)]), $main//k:error"/>
  </xsl:template>

  <xsl:mode name="prose" on-no-match="shallow-skip"/>

  <xsl:template mode="prose" match="text()" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>
  <!-- The schema itself is not prose; its pages are elsewhere. -->
  <xsl:template mode="prose" match="tei:schemaSpec | tei:specGrp | tei:specGrpRef | tei:divGen"/>

  <xsl:template mode="prose" match="tei:div" as="element()">
    <xsl:param name="level" as="xs:integer" tunnel="yes" select="1"/>
    <section>
      <xsl:sequence select="k:id(.)"/>
      <xsl:apply-templates mode="#current" select="node()">
        <xsl:with-param name="level" tunnel="yes" select="$level + 1"/>
      </xsl:apply-templates>
    </section>
  </xsl:template>
  <xsl:template mode="prose" match="tei:div/tei:head" as="element()">
    <xsl:param name="level" as="xs:integer" tunnel="yes" select="1"/>
    <xsl:element name="h{min(($level, 6))}">
      <xsl:apply-templates mode="#current" select="node()"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="k:id" as="attribute()*">
    <xsl:param name="node" as="element()"/>
    <xsl:for-each select="$node/@xml:id">
      <xsl:attribute name="id" select="."/>
    </xsl:for-each>
    <xsl:for-each select="$node/@xml:lang">
      <xsl:attribute name="lang" select="."/>
    </xsl:for-each>
  </xsl:function>

  <!-- A paragraph that holds a list or an example is cut around it, because HTML closes the paragraph there. -->
  <xsl:template mode="prose" match="tei:p | tei:ab" as="element()*">
    <xsl:variable name="paragraph" as="element()" select="."/>
    <xsl:for-each-group select="node()" group-adjacent="exists(self::tei:list | self::tei:table | self::eg:egXML[contains(., '&#10;') or count(*) gt 1 or */*] | self::tei:eg | self::tei:quote[tei:p])">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates mode="#current" select="current-group()"/>
        </xsl:when>
        <xsl:when test="exists(current-group()[self::* or normalize-space()])">
          <p>
            <xsl:sequence select="k:id($paragraph)[position() eq 1 or name() eq 'lang']"/>
            <xsl:apply-templates mode="#current" select="current-group()"/>
          </p>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template mode="prose" match="tei:list" as="element()*">
    <xsl:if test="tei:head">
      <p>
        <xsl:apply-templates mode="#current" select="tei:head/node()"/>
      </p>
    </xsl:if>
    <xsl:element name="{if (tei:label) then 'dl' else if (@rend = ('numbered', 'ordered') or @type = ('ordered', 'numbered')) then 'ol' else 'ul'}">
      <xsl:apply-templates mode="#current" select="tei:label | tei:item"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="prose" match="tei:list/tei:head"/>
  <xsl:template mode="prose" match="tei:list/tei:label" as="element()">
    <dt>
      <xsl:apply-templates mode="#current" select="node()"/>
    </dt>
  </xsl:template>
  <xsl:template mode="prose" match="tei:item" as="element()">
    <xsl:element name="{if (../tei:label) then 'dd' else 'li'}">
      <xsl:sequence select="k:id(.)"/>
      <xsl:apply-templates mode="#current" select="node()"/>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="prose" match="tei:table" as="element()">
    <table>
      <xsl:for-each select="tei:head">
        <caption>
          <xsl:apply-templates mode="prose" select="node()"/>
        </caption>
      </xsl:for-each>
      <xsl:for-each select="tei:row">
        <tr>
          <xsl:for-each select="tei:cell">
            <xsl:element name="{if ((@role, ../@role) = 'label') then 'th' else 'td'}">
              <xsl:apply-templates mode="prose" select="node()"/>
            </xsl:element>
          </xsl:for-each>
        </tr>
      </xsl:for-each>
    </table>
  </xsl:template>

  <!-- Names of the markup -->
  <xsl:template mode="prose" match="tei:gi" as="element()">
    <xsl:variable name="href" as="xs:string?" select="k:href(normalize-space())"/>
    <code>
      <xsl:choose>
        <xsl:when test="exists($href)">
          <a href="{$href}">
            <xsl:value-of select="'&lt;' || normalize-space() || '>'"/>
          </a>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="'&lt;' || normalize-space() || '>'"/>
        </xsl:otherwise>
      </xsl:choose>
    </code>
  </xsl:template>
  <xsl:template mode="prose" match="tei:att" as="element()">
    <code>
      <xsl:value-of select="'@' || normalize-space()"/>
    </code>
  </xsl:template>
  <xsl:template mode="prose" match="tei:val" as="element()">
    <code>
      <xsl:value-of select="'&quot;' || . || '&quot;'"/>
    </code>
  </xsl:template>
  <xsl:template mode="prose" match="tei:code | tei:tag | tei:ident" as="element()">
    <xsl:variable name="href" as="xs:string?" select="self::tei:ident ! k:href(normalize-space())"/>
    <xsl:choose>
      <xsl:when test="exists($href)">
        <xsl:sequence select="k:link(normalize-space())"/>
      </xsl:when>
      <xsl:otherwise>
        <code>
          <xsl:apply-templates mode="#current" select="node()"/>
        </code>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template mode="prose" match="tei:specDesc" as="element()">
    <li>
      <xsl:sequence select="k:link(@key)"/>
      <xsl:variable name="doc" as="element()?" select="($schema/(k:element | k:attclass | k:modelclass)[(@ident, @name) = current()/@key]/k:doc)[1]"/>
      <xsl:value-of select="': ' || $doc ! k:tooltip(.)"/>
    </li>
  </xsl:template>
  <xsl:template mode="prose" match="tei:specList" as="element()">
    <ul>
      <xsl:apply-templates mode="#current" select="tei:specDesc"/>
    </ul>
  </xsl:template>

  <!-- Links: to the guide, to addresses, and to nothing that could run. -->
  <xsl:template mode="prose" match="tei:ref | tei:ptr" as="element()*">
    <xsl:variable name="anchor" as="element()?" select="key('anchor', substring-after(@target, '#'))[1]"/>
    <xsl:variable name="page" as="element()?" select="$anchor/ancestor-or-self::tei:div intersect $guide"/>
    <xsl:variable name="href" as="xs:string?" select="
      if (starts-with(@target, '#')) then $page ! (k:guide-page(.) || (if ($anchor is .) then '' else '#' || $anchor/@xml:id))
      else if (matches(@target, '^https?://')) then string(@target)
      else ()"/>
    <xsl:variable name="text" as="node()*">
      <xsl:apply-templates mode="#current" select="node()"/>
      <xsl:if test="empty(node())">
        <xsl:value-of select="($anchor/tei:head[1] ! k:plain(.), @target)[1]"/>
      </xsl:if>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="exists($href)">
        <a href="{$href}">
          <xsl:sequence select="$text"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:sequence select="$text"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="starts-with(@target, '#') and empty($anchor)">
      <xsl:sequence select="k:error(., 'The prose points to &quot;' || @target || '&quot;, and there is no such xml:id in it.')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="prose" match="tei:emph | tei:hi | tei:term | tei:title | tei:foreign | tei:mentioned | tei:soCalled | tei:gloss" as="element()">
    <xsl:element name="{if (self::tei:emph) then 'em' else if (self::tei:hi) then 'b' else if (self::tei:term) then 'dfn' else if (self::tei:title) then 'cite' else 'i'}">
      <xsl:sequence select="k:id(.)"/>
      <xsl:apply-templates mode="#current" select="node()"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="prose" match="tei:q | tei:quote[not(tei:p)]" as="element()">
    <q>
      <xsl:apply-templates mode="#current" select="node()"/>
    </q>
  </xsl:template>
  <xsl:template mode="prose" match="tei:quote[tei:p]" as="element()">
    <blockquote>
      <xsl:apply-templates mode="#current" select="node()"/>
    </blockquote>
  </xsl:template>
  <xsl:template mode="prose" match="tei:note" as="element()">
    <small>
      <xsl:apply-templates mode="#current" select="node()"/>
    </small>
  </xsl:template>
  <xsl:template mode="prose" match="tei:lb" as="element()">
    <br/>
  </xsl:template>
  <xsl:template mode="prose" match="tei:eg" as="element()">
    <pre>
      <xsl:value-of select="k:outdented(string())"/>
    </pre>
  </xsl:template>

  <!-- Whatever else TEI has stays readable, and says what it was. -->
  <xsl:template mode="prose" match="tei:*" priority="-1" as="element()">
    <span class="{local-name()}">
      <xsl:apply-templates mode="#current" select="node()"/>
    </span>
  </xsl:template>

  <!-- Examples: the markup as it would be typed. -->
  <xsl:template mode="prose" match="eg:egXML" as="element()">
    <xsl:variable name="source" as="xs:string*">
      <xsl:apply-templates mode="source" select="node()"/>
    </xsl:variable>
    <xsl:variable name="text" as="xs:string" select="k:outdented(string-join($source))"/>
    <xsl:choose>
      <xsl:when test="parent::tei:p and not(contains($text, '&#10;')) and string-length($text) lt 60">
        <code>
          <xsl:value-of select="$text"/>
        </code>
      </xsl:when>
      <xsl:otherwise>
        <pre>
          <code>
            <xsl:value-of select="$text"/>
          </code>
        </pre>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:mode name="source" on-no-match="shallow-skip"/>
  <xsl:template mode="source" match="*" as="xs:string*">
    <!-- What stands for TEI in an example is written without a prefix, whatever the ODD's own prefix for it is. -->
    <xsl:variable name="name" as="xs:string" select="if (self::eg:*) then local-name() else name()"/>
    <xsl:sequence select="'&lt;' || $name"/>
    <xsl:if test="not(self::eg:*) and not(namespace-uri() eq namespace-uri(..))">
      <xsl:sequence select="' xmlns' || (if (contains(name(), ':')) then ':' || substring-before(name(), ':') else '') || '=&quot;' || namespace-uri() || '&quot;'"/>
    </xsl:if>
    <xsl:for-each select="@* except @k:*">
      <xsl:sequence select="' ' || name() || '=&quot;' || (string() => replace('&amp;', '&amp;amp;') => replace('&lt;', '&amp;lt;') => replace('&quot;', '&amp;quot;')) || '&quot;'"/>
    </xsl:for-each>
    <xsl:choose>
      <xsl:when test="node()">
        <xsl:sequence select="'>'"/>
        <xsl:apply-templates mode="#current" select="node()"/>
        <xsl:sequence select="'&lt;/' || $name || '>'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="'/>'"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template mode="source" match="text()" as="xs:string">
    <xsl:sequence select="string() => replace('&amp;', '&amp;amp;') => replace('&lt;', '&amp;lt;')"/>
  </xsl:template>

  <xsl:template mode="source" match="comment()" as="xs:string">
    <xsl:sequence select="'&lt;!--' || . || '-->'"/>
  </xsl:template>
  <xsl:template mode="source" match="processing-instruction()" as="xs:string">
    <xsl:sequence select="'&lt;?' || name() || ' ' || . || '?>'"/>
  </xsl:template>

  <!-- A text without the blank lines around it and the indentation that all its lines share. -->
  <xsl:function name="k:outdented" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="lines" as="xs:string*" select="tokenize(replace(replace($text, '^[ \t]*\n', ''), '\s+$', ''), '\n')"/>
    <xsl:variable name="indents" as="xs:integer*" select="$lines[normalize-space()] ! (string-length(.) - string-length(replace(., '^\s+', '')))"/>
    <xsl:variable name="indent" as="xs:integer" select="(min(if (matches($lines[1], '^\S')) then tail($indents) else $indents), 0)[1]"/>
    <xsl:variable name="first" as="xs:string" select="string(if (matches($lines[1], '^\S')) then $lines[1] else substring($lines[1], $indent + 1))"/>
    <xsl:sequence select="string-join(($first, tail($lines) ! substring(., $indent + 1)), '&#10;')"/>
  </xsl:function>

</xsl:stylesheet>
