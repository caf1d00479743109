<?xml version="1.0" encoding="UTF-8"?>
<!-- What the outputs share: keys into k:schema, files, and the notice that says where a file comes from. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:import href="functions.xsl"/>

  <xsl:key name="element" match="k:element" use="@ident"/>
  <xsl:key name="modelclass" match="k:modelclass" use="@name"/>
  <xsl:key name="attclass" match="k:attclass" use="@name"/>
  <xsl:key name="datatype" match="k:datatype" use="@name"/>
  <xsl:key name="macro" match="k:macro" use="@name"/>

  <!-- A file of the result: what it is called and the bytes that go into it, as text. -->
  <xsl:function name="k:file" as="element(k:file)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="root" as="element()"/>
    <xsl:param name="notice" as="xs:string"/>
    <k:file name="{$name}">
      <xsl:value-of separator="&#10;" select="
        '&lt;?xml version=&quot;1.0&quot; encoding=&quot;UTF-8&quot;?>',
        '&lt;!-- ' || $notice || ' -->',
        replace(serialize($root, map{'method': 'xml', 'indent': true(), 'omit-xml-declaration': true()}), '\s+$', '') || '&#10;'"/>
    </k:file>
  </xsl:function>

  <xsl:function name="k:notice" as="xs:string">
    <xsl:param name="schema" as="element(k:schema)"/>
    <xsl:sequence select="'Built from ' || $schema/@ident || '.odd by &quot;teikit schema build&quot;. Change the ODD, not this file.'"/>
  </xsl:function>

  <!-- What stands in the way of a file of this kind, each notice with the place in the ODD. -->
  <xsl:function name="k:warning" as="element(k:warning)">
    <xsl:param name="at" as="xs:string"/>
    <xsl:param name="message" as="xs:string"/>
    <k:warning at="{$at}">
      <xsl:sequence select="normalize-space($message)"/>
    </k:warning>
  </xsl:function>

  <!-- The attribute that a reference means. -->
  <xsl:function name="k:referred" as="element(k:attribute)">
    <xsl:param name="ref" as="element(k:attribute-ref)"/>
    <xsl:sequence select="key('attclass', $ref/@class, root($ref))/k:attribute[@ident eq $ref/@name]"/>
  </xsl:function>

  <!-- Every attribute that an element or a class brings, references followed. -->
  <xsl:function name="k:all-attributes" as="element(k:attribute)*">
    <xsl:param name="holder" as="element()"/>
    <xsl:for-each select="$holder/*">
      <xsl:choose>
        <xsl:when test="self::k:class-ref">
          <xsl:sequence select="k:all-attributes(key('attclass', @name))"/>
        </xsl:when>
        <xsl:when test="self::k:attribute-ref">
          <xsl:sequence select="k:referred(.)"/>
        </xsl:when>
        <xsl:when test="self::k:attribute">
          <xsl:sequence select="."/>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- The elements of a model class, its subclasses opened, by ident. -->
  <xsl:function name="k:class-elements" as="xs:string*">
    <xsl:param name="class" as="element(k:modelclass)"/>
    <xsl:sequence select="distinct-values(($class/* ! (
      if (self::k:el) then string(@name) else if (self::k:class) then k:class-elements(key('modelclass', @name)) else ())))"/>
  </xsl:function>

</xsl:stylesheet>
