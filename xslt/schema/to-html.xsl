<?xml version="1.0" encoding="UTF-8"?>
<!--
  Step 3: k:schema, with the ODD's document in k:prose, to reference pages: static HTML without scripts.

  index.html           the way in: the guide, the elements by module, the classes, the data types
  guide-*.html         the ODD's prose, a page for each of its divisions
  element-*.html       an element: what it is for, its attributes and values, where it stands, its rules and examples
  class-*.html         a class: its members and the attributes that it brings
  datatypes.html       data types and macros
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:import href="output.xsl"/>
  <xsl:include href="html-content.xsl"/>
  <xsl:include href="html-parts.xsl"/>
  <xsl:include href="html-prose.xsl"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:variable name="schema" as="element(k:schema)" select="/k:schema"/>
  <xsl:variable name="prose" as="element()?" select="$schema/k:prose/*"/>
  <xsl:variable name="guide" as="element()*" select="$prose//tei:text/(tei:front | tei:body | tei:back)/tei:div[exists((.//tei:p | .//tei:list | .//tei:table)[not(ancestor::tei:schemaSpec or ancestor::tei:specGrp)])]"/>
  <xsl:variable name="title" as="xs:string" select="($prose//tei:titleStmt/tei:title/normalize-space(), string($schema/@ident))[1]"/>

  <!-- Which elements may hold an element directly, worked out once for all pages. -->
  <xsl:variable name="parents" as="map(xs:string, xs:string*)">
    <xsl:map>
      <xsl:for-each-group select="$schema/k:element ! (let $parent := string(@ident) return k:children(k:content/*) ! map{'child': ., 'parent': $parent})" group-by="?child">
        <xsl:map-entry key="current-grouping-key()" select="sort(distinct-values(current-group()?parent), 'http://www.w3.org/2005/xpath-functions/collation/html-ascii-case-insensitive')"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="k:children" as="xs:string*">
    <xsl:param name="content" as="element()*"/>
    <xsl:sequence select="distinct-values($content/descendant-or-self::* ! (
      if (self::k:el) then string(@name)
      else if (self::k:class) then k:class-elements(key('modelclass', @name, $schema/root()))
      else if (self::k:macro-ref) then k:children(key('macro', @name, $schema/root())/k:content/*)
      else ()))"/>
  </xsl:function>

  <xsl:template match="/k:schema" as="element(k:files)">
    <k:files>
      <xsl:sequence select="k:page('index.html', $title, k:index())"/>
      <xsl:apply-templates mode="page" select="$guide"/>
      <xsl:apply-templates mode="page" select="k:element, k:attclass, k:modelclass"/>
      <xsl:sequence select="k:page('datatypes.html', 'Data types and macros', k:datatypes())"/>
      <xsl:if test="exists(tei:constraintSpec)">
        <xsl:variable name="rules" as="element()*">
          <h1>Rules for the whole document</h1>
          <xsl:call-template name="rules"/>
        </xsl:variable>
        <xsl:sequence select="k:page('rules.html', 'Rules for the whole document', $rules)"/>
      </xsl:if>
      <k:file name="reference/reference.css">
        <xsl:sequence select="$k:css"/>
      </k:file>
    </k:files>
  </xsl:template>

  <xsl:function name="k:page" as="element(k:file)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="main" as="node()*"/>
    <xsl:variable name="html" as="element()">
      <html lang="en">
        <head>
          <meta charset="utf-8"/>
          <meta name="viewport" content="width=device-width, initial-scale=1"/>
          <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'"/>
          <title>
            <xsl:value-of select="distinct-values(($heading, $title))" separator=" · "/>
          </title>
          <link rel="stylesheet" href="reference.css"/>
        </head>
        <body>
          <a class="skip" href="#main">To the text</a>
          <xsl:if test="$name ne 'index.html'">
            <nav aria-label="Site">
              <a href="index.html">
                <xsl:value-of select="$title"/>
              </a>
            </nav>
          </xsl:if>
          <main id="main">
            <xsl:sequence select="$main"/>
          </main>
        </body>
      </html>
    </xsl:variable>
    <k:file name="reference/{$name}">
      <xsl:sequence select="replace(serialize($html, map{'method': 'html', 'html-version': 5.0, 'indent': true(), 'include-content-type': false()}), '[ \t]+\n', '&#10;') || '&#10;'"/>
    </k:file>
  </xsl:function>

  <!-- Names and links -->

  <xsl:function name="k:href" as="xs:string?">
    <xsl:param name="ident" as="xs:string"/>
    <xsl:sequence select="
      if (exists(key('element', $ident, $schema/root()))) then 'element-' || $ident || '.html'
      else if (exists((key('attclass', $ident, $schema/root()), key('modelclass', $ident, $schema/root())))) then 'class-' || $ident || '.html'
      else if (exists((key('datatype', $ident, $schema/root()), key('macro', $ident, $schema/root())))) then 'datatypes.html#' || $ident
      else ()"/>
  </xsl:function>

  <xsl:function name="k:link" as="element()">
    <xsl:param name="ident" as="xs:string"/>
    <xsl:variable name="href" as="xs:string?" select="k:href($ident)"/>
    <xsl:variable name="element" as="element()?" select="key('element', $ident, $schema/root())"/>
    <xsl:choose>
      <xsl:when test="exists($href)">
        <a href="{$href}">
          <xsl:value-of select="($element/@name, $ident)[1]"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <code>
          <xsl:value-of select="$ident"/>
        </code>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A row of names, each a link, with commas between. -->
  <xsl:function name="k:links" as="element(p)">
    <xsl:param name="idents" as="xs:string*"/>
    <p class="names">
      <xsl:for-each select="$idents">
        <xsl:if test="position() gt 1">, </xsl:if>
        <xsl:sequence select="k:link(.)"/>
      </xsl:for-each>
    </p>
  </xsl:function>

  <!-- The texts of a thing, each in its language. -->
  <xsl:template name="texts" as="element()*">
    <xsl:for-each select="k:doc">
      <p lang="{@xml:lang}">
        <xsl:if test="@gloss">
          <b>
            <xsl:value-of select="@gloss"/>
          </b>
          <xsl:value-of select="if (. ne '') then ': ' else ''"/>
        </xsl:if>
        <xsl:value-of select="."/>
      </p>
    </xsl:for-each>
  </xsl:template>

  <!-- The way in -->

  <xsl:function name="k:index" as="element()*">
    <h1>
      <xsl:value-of select="$title"/>
    </h1>
    <xsl:if test="exists($guide)">
      <h2>The guide</h2>
      <ol>
        <xsl:for-each select="$guide">
          <li>
            <a href="{k:guide-page(.)}">
              <xsl:value-of select="k:plain((tei:head, .)[1])"/>
            </a>
          </li>
        </xsl:for-each>
      </ol>
    </xsl:if>
    <h2>Elements</h2>
    <xsl:for-each-group select="$schema/k:element" group-by="string(@module)">
      <xsl:variable name="module" as="element()?" select="$schema/k:module[@name eq current-grouping-key()]"/>
      <section>
        <h3>
          <xsl:value-of select="if (current-grouping-key() eq '') then 'Without a module' else current-grouping-key()"/>
        </h3>
        <xsl:for-each select="$module">
          <xsl:call-template name="texts"/>
        </xsl:for-each>
        <dl class="elements">
          <xsl:for-each select="current-group()">
            <div>
              <dt>
                <xsl:sequence select="k:link(@ident)"/>
              </dt>
              <xsl:for-each select="k:doc">
                <dd lang="{@xml:lang}">
                  <xsl:value-of select="(@gloss, .)[1]"/>
                </dd>
              </xsl:for-each>
            </div>
          </xsl:for-each>
        </dl>
      </section>
    </xsl:for-each-group>
    <h2>Classes</h2>
    <h3>Of attributes</h3>
    <xsl:sequence select="k:links($schema/k:attclass/@name)"/>
    <h3>Of content models</h3>
    <xsl:sequence select="k:links($schema/k:modelclass/@name)"/>
    <h2>More</h2>
    <ul>
      <li>
        <a href="datatypes.html">Data types and macros</a>
      </li>
      <xsl:if test="exists($schema/tei:constraintSpec)">
        <li>
          <a href="rules.html">Rules for the whole document</a>
        </li>
      </xsl:if>
    </ul>
  </xsl:function>

  <!-- Pages of elements and classes -->

  <xsl:mode name="page" on-no-match="fail"/>

  <xsl:template mode="page" match="k:element" as="element(k:file)">
    <xsl:variable name="main" as="node()*">
      <h1>
        <code>
          <xsl:value-of select="'&lt;' || @name || '>'"/>
        </code>
      </h1>
      <xsl:call-template name="texts"/>
      <xsl:call-template name="remarks"/>
      <xsl:call-template name="examples"/>
      <xsl:variable name="own" as="element()*" select="k:attributes/(k:attribute | k:attribute-ref)"/>
      <xsl:if test="k:attributes/*">
        <h2>Attributes</h2>
        <xsl:if test="exists($own)">
          <dl class="attributes">
            <xsl:apply-templates mode="attribute" select="$own"/>
          </dl>
        </xsl:if>
        <xsl:if test="k:attributes/k:class-ref">
          <ul class="inherited">
            <xsl:for-each select="k:attributes/k:class-ref">
              <li>
                <xsl:text>from </xsl:text>
                <xsl:sequence select="k:link(@name)"/>
                <xsl:text>: </xsl:text>
                <xsl:value-of select="k:all-attributes(key('attclass', @name)) ! ('@' || @name)" separator=", "/>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:if>
      </xsl:if>
      <h2>Content</h2>
      <p class="model">
        <xsl:apply-templates mode="model" select="k:content/*"/>
      </p>
      <xsl:variable name="members" as="element()*" select="k:member-of[@type eq 'model']"/>
      <xsl:if test="exists($members)">
        <h2>Member of</h2>
        <xsl:sequence select="k:links($members/@name)"/>
      </xsl:if>
      <h2>Stands in</h2>
      <xsl:choose>
        <xsl:when test="exists($parents(@ident))">
          <xsl:sequence select="k:links($parents(@ident))"/>
        </xsl:when>
        <xsl:when test="@ident = k:tokens(../@start)">
          <p>The document begins with it.</p>
        </xsl:when>
        <xsl:otherwise>
          <p>Nothing: it is described, but no element may hold it.</p>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="rules"/>
    </xsl:variable>
    <xsl:sequence select="k:page('element-' || @ident || '.html', string(@name), $main)"/>
  </xsl:template>

  <xsl:template mode="page" match="k:attclass" as="element(k:file)">
    <xsl:variable name="main" as="node()*">
      <h1>
        <xsl:value-of select="@name"/>
      </h1>
      <xsl:call-template name="texts"/>
      <xsl:call-template name="remarks"/>
      <xsl:if test="k:member-of">
        <h2>Brings with it</h2>
        <xsl:sequence select="k:links(k:member-of/@name)"/>
      </xsl:if>
      <xsl:if test="k:attribute | k:attribute-ref">
        <h2>Attributes</h2>
        <dl class="attributes">
          <xsl:apply-templates mode="attribute" select="k:attribute | k:attribute-ref"/>
        </dl>
      </xsl:if>
      <h2>Members</h2>
      <xsl:sequence select="k:links($schema/(k:element | k:attclass)[k:member-of/@name = current()/@name]/(@ident, @name)[1])"/>
      <xsl:call-template name="rules"/>
    </xsl:variable>
    <xsl:sequence select="k:page('class-' || @name || '.html', string(@name), $main)"/>
  </xsl:template>

  <xsl:template mode="page" match="k:modelclass" as="element(k:file)">
    <xsl:variable name="name" as="xs:string" select="@name"/>
    <xsl:variable name="main" as="node()*">
      <h1>
        <xsl:value-of select="$name"/>
      </h1>
      <xsl:call-template name="texts"/>
      <xsl:call-template name="remarks"/>
      <h2>Members</h2>
      <xsl:sequence select="k:links((k:el | k:class)/@name)"/>
      <xsl:variable name="users" as="element()*" select="$schema/(k:element | k:macro)[k:content//k:class/@name = $name]"/>
      <xsl:if test="exists(($users, k:member-of))">
        <h2>Used in</h2>
        <xsl:sequence select="k:links(($users/(@ident, @name)[1], k:member-of/@name))"/>
      </xsl:if>
      <xsl:call-template name="rules"/>
    </xsl:variable>
    <xsl:sequence select="k:page('class-' || $name || '.html', $name, $main)"/>
  </xsl:template>

  <xsl:function name="k:datatypes" as="element()*">
    <h1>Data types and macros</h1>
    <xsl:for-each select="$schema/(k:datatype | k:macro)">
      <section id="{@name}">
        <h2>
          <xsl:value-of select="@name"/>
        </h2>
        <xsl:call-template name="texts"/>
        <p class="model">
          <xsl:apply-templates mode="model" select="k:content/*"/>
        </p>
        <xsl:call-template name="values">
          <xsl:with-param name="of" select="k:content//k:values[k:value/k:doc]"/>
        </xsl:call-template>
        <xsl:call-template name="remarks"/>
        <xsl:call-template name="rules"/>
      </section>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>
