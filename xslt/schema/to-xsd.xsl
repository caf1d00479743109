<?xml version="1.0" encoding="UTF-8"?>
<!--
  Step 3: k:schema to XML Schema 1.0, a file for each namespace.

  Elements are local, each in a named group of its own, so that no element but the start may begin a document, as in RELAX NG;
  there are no substitution groups, over which libxml2 wrongly finds content models ambiguous.

  What XSD 1.0 cannot say is left more open than in the RELAX NG: where in mixed content the text may stand, elements in any
  order with counts, attributes that exclude each other, data types in mixed content.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="k map">

  <xsl:import href="output.xsl"/>
  <xsl:import href="simplify.xsl"/>
  <xsl:import href="determinism.xsl"/>
  <xsl:include href="xsd-types.xsl"/>
  <xsl:include href="xsd-models.xsl"/>
  <xsl:include href="xsd-particles.xsl"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:variable name="schema" as="element(k:schema)" select="/k:schema"/>
  <xsl:variable name="main" as="xs:string" select="string($schema/@ns)"/>
  <xsl:variable name="xml" as="xs:string" select="'http://www.w3.org/XML/1998/namespace'"/>

  <!-- The other namespaces, of elements and of attributes, and what their files are called after. -->
  <xsl:variable name="foreign" as="xs:string*" select="distinct-values(($schema/k:element/@ns, $schema//k:attribute/k:attribute-namespace(.)))[not(. = ($main, ''))] => sort()"/>
  <xsl:function name="k:label" as="xs:string">
    <xsl:param name="ns" as="xs:string"/>
    <xsl:sequence select="
      if ($ns eq $xml) then 'xml' else if ($ns eq 'http://www.w3.org/2001/XInclude') then 'xi'
      else if ($ns eq 'http://www.w3.org/1999/xlink') then 'xlink' else 'ns' || index-of($foreign, $ns)"/>
  </xsl:function>
  <xsl:function name="k:attribute-namespace" as="xs:string">
    <xsl:param name="attribute" as="element(k:attribute)"/>
    <xsl:sequence select="if (starts-with($attribute/@name, 'xml:')) then $xml else string($attribute/@ns)"/>
  </xsl:function>

  <!-- The name by which a component of the main namespace is referred to. -->
  <xsl:function name="k:q" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if ($main eq '') then $name else 't:' || $name"/>
  </xsl:function>

  <xsl:template match="/k:schema" as="element(k:files)">
    <k:files>
      <xsl:variable name="components" as="element()*">
        <xsl:for-each select="k:tokens(@start)">
          <xsl:variable name="element" as="element()" select="key('element', ., $schema/root())"/>
          <xsl:if test="$element/@ns eq $main">
            <xsl:apply-templates mode="declaration" select="$element"/>
          </xsl:if>
        </xsl:for-each>
        <xsl:apply-templates mode="group" select="k:element"/>
        <xsl:apply-templates mode="type" select="k:element[@ns eq $main]"/>
        <xsl:apply-templates select="k:modelclass[k:el, k:class], k:attclass, k:datatype"/>
      </xsl:variable>
      <xsl:sequence select="k:schema-file($main, $foreign, $components)"/>
      <xsl:for-each select="$foreign">
        <xsl:variable name="ns" as="xs:string" select="."/>
        <xsl:variable name="elements" as="element()*" select="$schema/k:element[@ns eq $ns]"/>
        <xsl:variable name="components" as="element()*">
          <xsl:call-template name="foreign-attributes">
            <xsl:with-param name="ns" select="$ns"/>
          </xsl:call-template>
          <xsl:for-each select="$elements">
            <xsl:variable name="type" as="element()+">
              <xsl:apply-templates mode="complex" select="."/>
            </xsl:variable>
            <xs:element name="{@name}">
              <xsl:call-template name="documentation"/>
              <xsl:copy-of select="$type/self::xs:complexType"/>
            </xs:element>
            <xsl:sequence select="$type[not(self::xs:complexType)]"/>
          </xsl:for-each>
        </xsl:variable>
        <!-- A namespace whose components need nothing of the others does not import them: some processors dislike circles. -->
        <xsl:variable name="needs-main" as="xs:boolean" select="$components//@*[local-name() = ('ref', 'type', 'base', 'itemType', 'memberTypes')] ! tokenize(.) ! (if ($main eq '') then not(contains(., ':')) else starts-with(., 't:')) = true()"/>
        <xsl:variable name="needs" as="xs:string*" select="$foreign[. ne $ns][some $r in $components//@ref satisfies starts-with($r, k:label(.) || ':')], $main[$needs-main]"/>
        <xsl:sequence select="k:schema-file($ns, $needs, $components)"/>
      </xsl:for-each>
    </k:files>
  </xsl:template>

  <xsl:function name="k:schema-file" as="element()+">
    <xsl:param name="ns" as="xs:string"/>
    <xsl:param name="imports" as="xs:string*"/>
    <xsl:param name="components" as="element()*"/>
    <xsl:variable name="root" as="element()">
      <xs:schema elementFormDefault="qualified" attributeFormDefault="unqualified">
        <xsl:if test="$main ne '' and ($ns eq $main or $imports = $main)">
          <xsl:namespace name="t" select="$main"/>
        </xsl:if>
        <xsl:for-each select="($imports, $ns)[. = $foreign][. ne $xml]">
          <xsl:namespace name="{k:label(.)}" select="."/>
        </xsl:for-each>
        <xsl:if test="$ns ne ''">
          <xsl:attribute name="targetNamespace" select="$ns"/>
        </xsl:if>
        <xsl:for-each select="$imports">
          <xs:import schemaLocation="{k:schema-name(.)}">
            <xsl:if test=". ne ''">
              <xsl:attribute name="namespace" select="."/>
            </xsl:if>
          </xs:import>
        </xsl:for-each>
        <xsl:sequence select="$components[not(self::k:warning)]"/>
      </xs:schema>
    </xsl:variable>
    <xsl:sequence select="$components[self::k:warning], k:file(k:schema-name($ns), $root, k:notice($schema))"/>
  </xsl:function>

  <xsl:function name="k:schema-name" as="xs:string">
    <xsl:param name="ns" as="xs:string"/>
    <xsl:sequence select="$schema/@ident || (if ($ns eq $main) then '' else '-' || k:label($ns)) || '.xsd'"/>
  </xsl:function>

  <xsl:template name="documentation" as="element(xs:annotation)?">
    <xsl:where-populated>
      <xs:annotation>
        <xsl:for-each select="k:doc">
          <xs:documentation>
            <xsl:copy-of select="@xml:lang"/>
            <xsl:sequence select="k:tooltip(.)"/>
          </xs:documentation>
        </xsl:for-each>
      </xs:annotation>
    </xsl:where-populated>
  </xsl:template>

  <!-- Elements -->

  <xsl:mode name="declaration" on-no-match="fail"/>
  <xsl:template mode="declaration" match="k:element" as="element()">
    <xs:element name="{@name}" type="{k:q(@ident)}">
      <xsl:call-template name="documentation"/>
    </xs:element>
  </xsl:template>

  <xsl:mode name="group" on-no-match="fail"/>
  <xsl:template mode="group" match="k:element" as="element()">
    <xs:group name="{@ident}">
      <xs:sequence>
        <xsl:choose>
          <xsl:when test="@ns eq $main">
            <xsl:apply-templates mode="declaration" select="."/>
          </xsl:when>
          <xsl:otherwise>
            <xs:element ref="{k:label(@ns)}:{@name}"/>
          </xsl:otherwise>
        </xsl:choose>
      </xs:sequence>
    </xs:group>
  </xsl:template>

  <xsl:mode name="type" on-no-match="fail"/>
  <xsl:template mode="type" match="k:element" as="element()+">
    <xsl:variable name="type" as="element()+">
      <xsl:apply-templates mode="complex" select="."/>
    </xsl:variable>
    <xs:complexType name="{@ident}">
      <xsl:copy-of select="$type/self::xs:complexType/(@*, node())"/>
    </xs:complexType>
    <xsl:sequence select="$type[not(self::xs:complexType)]"/>
  </xsl:template>

  <!-- The type of an element, and a warning where it says less than the RELAX NG. -->
  <xsl:mode name="complex" on-no-match="fail"/>
  <xsl:template mode="complex" match="k:element" as="element()+">
    <xsl:variable name="content" as="element()" select="k:without-macros(k:content/*)"/>
    <xsl:variable name="mixed" as="xs:boolean" select="exists($content/descendant-or-self::k:text)"/>
    <xsl:variable name="data" as="element()*" select="$content/descendant-or-self::*[self::k:data or self::k:values]"/>
    <xsl:variable name="particles" as="element()*" select="$content/descendant-or-self::*[k:is-leaf(.)]"/>
    <xsl:choose>
      <xsl:when test="exists($data) and not($mixed) and empty($particles)">
        <xsl:variable name="simple" as="element()" select="k:simple-type(($data, k:nothing()[$content/descendant-or-self::*/@min = '0']))"/>
        <xsl:variable name="base" as="node()" select="k:named($simple, 'base')"/>
        <xs:complexType>
          <xs:simpleContent>
            <xs:extension>
              <xsl:attribute name="base" select="
                if ($base instance of attribute()) then $base
                else if (@ns eq $main) then k:q(@ident || '.content')
                else k:label(@ns) || ':' || @ident || '.content'"/>
              <xsl:call-template name="attributes">
                <xsl:with-param name="of" select="k:attributes"/>
              </xsl:call-template>
            </xs:extension>
          </xs:simpleContent>
        </xs:complexType>
        <xsl:if test="not($base instance of attribute())">
          <xs:simpleType name="{@ident}.content">
            <xsl:copy-of select="$simple/node()"/>
          </xs:simpleType>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="model" as="element()" select="k:simplify(k:without-text($content))"/>
        <xsl:variable name="settled" as="map(*)" select="k:settled($model)"/>
        <xs:complexType>
          <xsl:if test="$mixed or exists($data)">
            <xsl:attribute name="mixed" select="'true'"/>
          </xsl:if>
          <xsl:choose>
            <xsl:when test="$settled?model/self::k:empty and not($mixed)">
              <!-- Nothing fits this choice, but it makes the content one of elements, in which white space may stand as it may
                   in RELAX NG's empty; the empty content of XSD allows not even that. -->
              <xs:sequence>
                <xs:choice minOccurs="0"/>
              </xs:sequence>
            </xsl:when>
            <xsl:when test="$settled?model/self::k:any">
              <xs:sequence>
                <xsl:apply-templates mode="particle" select="$settled?model"/>
              </xs:sequence>
            </xsl:when>
            <xsl:otherwise>
              <xsl:apply-templates mode="particle" select="$settled?model"/>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="attributes">
            <xsl:with-param name="of" select="k:attributes"/>
          </xsl:call-template>
        </xs:complexType>
        <xsl:if test="exists($settled?doubts)">
          <xsl:sequence select="k:warning(@at, 'The XSD allows more in &lt;' || @name || '> than the RELAX NG: XSD cannot tell which part of the content model an element belongs to (' || string-join(sort($settled?doubts), ', ') || '). Write the model so that each next element settles it.')"/>
        </xsl:if>
        <xsl:if test="exists($data)">
          <xsl:sequence select="k:warning(@at, 'The XSD allows any text in &lt;' || @name || '>, because XSD cannot mix a data type with elements.')"/>
        </xsl:if>
        <xsl:if test="$settled?widened">
          <xsl:sequence select="k:warning(@at, 'The XSD allows the elements of &lt;' || @name || '> any number of times: XSD cannot count elements that come in any order.')"/>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A class in which an element is found by two ways lists its elements, each once. -->
  <xsl:template match="k:modelclass" as="element()">
    <xsl:variable name="names" as="xs:string*" select="(k:el | k:class) ! k:leaf-names(., $schema/root())"/>
    <xs:group name="{@name}">
      <xsl:call-template name="documentation"/>
      <xs:choice>
        <xsl:choose>
          <xsl:when test="count($names) eq count(distinct-values($names))">
            <xsl:apply-templates mode="particle" select="k:el, k:class"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="distinct-values($names)">
              <xs:group ref="{k:q(.)}"/>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </xs:choice>
    </xs:group>
  </xsl:template>

</xsl:stylesheet>
