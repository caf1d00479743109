<?xml version="1.0" encoding="UTF-8"?>
<!--
  First step of the Schematron compiler: one schema out of a schema and all the files it names.

  In:  c:closure, made by teikit.validation.schematron_closure: the schema in the first c:document, then every file that it
       or they include, each with its absolute URI in @href and the place of each Schematron element in @c:at. Nothing is
       fetched here, so this runs with all protocols closed.
  Out: one sch:schema without sch:include and without sch:extends/@href (ISO/IEC 19757-3:2020, 5.4.6 and 5.4.5), without
       xsl:include and xsl:import, its @xml:base the address of the schema.
       Schematron inside a RELAX NG or XSD grammar (TEI Guidelines 23.4; ISO 19757-3 Annex on embedding) is gathered into a
       schema of its own; elements of the older namespace are taken as those of ISO Schematron.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:c="urn:teikit:schematron" xmlns:f="urn:teikit:schematron:functions"
  xmlns:rng="http://relaxng.org/ns/structure/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:output method="xml" indent="no"/>

  <xsl:variable name="old" as="xs:string" select="'http://www.ascc.net/xml/schematron'"/>
  <xsl:variable name="new" as="xs:string" select="'http://purl.oclc.org/dsdl/schematron'"/>

  <xsl:key name="document" match="c:document" use="@href"/>

  <xsl:mode name="include" on-no-match="shallow-copy"/>

  <xsl:template match="/c:closure" as="element(sch:schema)">
    <xsl:variable name="root" as="element()" select="c:document[1]/*"/>
    <xsl:variable name="whole" as="element(sch:schema)">
      <xsl:choose>
        <xsl:when test="namespace-uri($root) = ($new, $old) and local-name($root) = 'schema'">
          <xsl:apply-templates select="$root" mode="include"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="gather"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <sch:schema>
      <xsl:copy-of select="$whole/namespace::*[not(name() = ('', 'sch'))], $whole/@* except $whole/@xml:base"/>
      <xsl:attribute name="xml:base" select="resolve-uri(($whole/@xml:base, '')[1], c:document[1]/@href)"/>
      <xsl:copy-of select="$whole/node()"/>
    </sch:schema>
  </xsl:template>

  <!-- Schematron scattered over a grammar. Foreign elements in Schematron's own places (xsl:function, xsl:key) come along. -->
  <xsl:template name="gather" as="element(sch:schema)">
    <xsl:variable name="all" as="element()*"
      select="c:document//*[f:schematron(.)][not(ancestor::*[f:schematron(.)][not(local-name() = 'schema')])]"/>
    <xsl:variable name="parts" as="element()*" select="$all[local-name() ne 'schema']"/>
    <sch:schema>
      <xsl:attribute name="queryBinding" select="(c:document//*[f:schematron(.)]/@queryBinding, 'xslt3')[1]"/>
      <xsl:copy-of select="$all[local-name() = 'schema'][1]/@* except $all/@queryBinding"/>
      <xsl:for-each-group select="$parts[local-name() = 'ns']" group-by="string(@prefix)">
        <xsl:apply-templates select="current-group()[1]" mode="include"/>
      </xsl:for-each-group>
      <xsl:apply-templates mode="include"
        select="c:document/*[not(self::xsl:*)]//xsl:*[not(ancestor::xsl:* or ancestor::*[f:schematron(.)])]"/>
      <xsl:for-each-group select="$parts[local-name() = 'let']" group-by="string(@name)">
        <xsl:apply-templates select="current-group()[1]" mode="include"/>
      </xsl:for-each-group>
      <xsl:apply-templates select="$parts[local-name() = 'phase']" mode="include"/>
      <xsl:for-each select="$parts[local-name() = ('pattern', 'rule', 'assert', 'report', 'include')]">
        <xsl:choose>
          <xsl:when test="local-name() = ('pattern', 'include')">
            <xsl:apply-templates select="." mode="include"/>
          </xsl:when>
          <xsl:when test="local-name() = 'rule'">
            <sch:pattern>
              <xsl:apply-templates select="." mode="include"/>
            </sch:pattern>
          </xsl:when>
          <!-- An assertion right inside the element it is about. -->
          <xsl:otherwise>
            <xsl:variable name="about" as="xs:string?" select="f:context(.)"/>
            <xsl:if test="$about">
              <sch:pattern>
                <sch:rule context="{$about}">
                  <xsl:apply-templates select="." mode="include"/>
                </sch:rule>
              </sch:pattern>
            </xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <xsl:apply-templates select="$parts[local-name() = ('diagnostics', 'properties')]" mode="include"/>
    </sch:schema>
  </xsl:template>

  <xsl:function name="f:schematron" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="namespace-uri($element) = ($new, $old)"/>
  </xsl:function>

  <!-- The element that a bare assertion in a grammar speaks of, as a pattern without prefixes. -->
  <xsl:function name="f:context" as="xs:string?">
    <xsl:param name="assertion" as="element()"/>
    <xsl:variable name="owner" as="element()?"
      select="$assertion/ancestor::*[self::rng:element[rng:name] or (self::rng:element | self::xs:element)[@name]][1]"/>
    <xsl:variable name="written" as="xs:string?" select="($owner/@name, $owner/rng:name)[1] ! normalize-space(.)"/>
    <xsl:variable name="name" as="xs:string?" select="$written ! replace(., '^.*:', '')"/>
    <xsl:variable name="namespace" as="xs:string" select="string(
      if (not($owner/self::rng:element)) then root($owner)//xs:schema[. intersect $owner/ancestor::*]/@targetNamespace
      else if (contains($written, ':')) then namespace-uri-for-prefix(substring-before($written, ':'), $owner)
      else ($owner/rng:name/@ns, $owner/ancestor-or-self::*[@ns][1]/@ns)[1])"/>
    <xsl:sequence select="$name ! ('Q{' || $namespace || '}' || .)"/>
  </xsl:function>

  <!-- The older namespace becomes the present one. -->
  <xsl:template match="*[f:schematron(.)]" mode="include">
    <xsl:param name="trail" as="xs:string*" tunnel="yes"/>
    <xsl:element name="sch:{local-name()}">
      <xsl:copy-of select="namespace::*[not(name() = ('', 'sch'))]"/>
      <xsl:apply-templates select="@*, node()" mode="include"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="*[f:schematron(.)][local-name() = ('include', 'extends')][@href]" mode="include">
    <xsl:param name="trail" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="base" as="xs:string" select="ancestor::c:document/@href"/>
    <xsl:variable name="uri" as="xs:string" select="string(resolve-uri(@href, $base))"/>
    <xsl:variable name="fragment" as="xs:string" select="if (contains($uri, '#')) then substring-after($uri, '#') else ''"/>
    <xsl:variable name="file" as="xs:string" select="replace($uri, '#.*$', '')"/>
    <xsl:if test="$uri = $trail">
      <xsl:message terminate="yes" error-code="c:loop">{@c:at}: {@href} includes itself: {string-join(($trail, $uri) ! replace(., '^.*/', ''), ' → ')}; break the circle</xsl:message>
    </xsl:if>
    <xsl:variable name="root" as="element()?" select="key('document', $file)/*"/>
    <xsl:variable name="target" as="element()?"
      select="if ($fragment) then $root/descendant-or-self::*[(@id, @xml:id) = $fragment][1] else $root"/>
    <xsl:if test="not($target)">
      <xsl:message terminate="yes" error-code="c:missing">{@c:at}: {@href} has no element "{$fragment}"; correct the part after the #</xsl:message>
    </xsl:if>
    <xsl:apply-templates mode="include"
      select="if (local-name() = 'extends' or $target[local-name() = 'schema']) then $target/node() else $target">
      <xsl:with-param name="trail" tunnel="yes" select="$trail, $uri"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- The declarations of a stylesheet that the schema names; of an imported one, those that the importing file does not make itself. -->
  <xsl:template match="xsl:include[@href] | xsl:import[@href]" mode="include" priority="1">
    <xsl:param name="trail" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="file" as="xs:string" select="@href"/>
    <xsl:variable name="made-here" as="xs:string*" select="self::xsl:import/../xsl:*[@name] ! (local-name() || ' ' || @name)"/>
    <xsl:variable name="root" as="element()?" select="key('document', $file)/*"/>
    <xsl:if test="$file = $trail">
      <xsl:message terminate="yes" error-code="c:loop">{@c:at}: {replace($file, '^.*/', '')} includes itself; break the circle</xsl:message>
    </xsl:if>
    <xsl:if test="not($root/self::xsl:stylesheet or $root/self::xsl:transform)">
      <xsl:message terminate="yes" error-code="c:stylesheet">{@c:at}: {replace($file, '^.*/', '')} is no stylesheet; name one, or remove the {name()}</xsl:message>
    </xsl:if>
    <xsl:apply-templates mode="include"
      select="$root/*[not((local-name() || ' ' || @name) = $made-here)]">
      <xsl:with-param name="trail" tunnel="yes" select="$trail, $file"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- What a stylesheet's outermost element says is said by each of its declarations. -->
  <xsl:template match="xsl:stylesheet/xsl:* | xsl:transform/xsl:*" mode="include">
    <xsl:copy>
      <xsl:copy-of select="../@version, ../@xpath-default-namespace, ../@expand-text, ../@default-collation"/>
      <xsl:apply-templates select="@*, node()" mode="include"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
