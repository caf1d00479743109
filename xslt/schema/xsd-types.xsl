<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the XSD: attributes and simple types. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="k">

  <xsl:template match="k:attclass" as="element()">
    <xs:attributeGroup name="{@name}">
      <xsl:call-template name="documentation"/>
      <xsl:call-template name="attributes">
        <xsl:with-param name="of" select="."/>
      </xsl:call-template>
    </xs:attributeGroup>
  </xsl:template>

  <xsl:template match="k:datatype" as="element()">
    <xs:simpleType name="{@name}">
      <xsl:call-template name="documentation"/>
      <xsl:copy-of select="k:simple-type((k:content/descendant::*[self::k:data or self::k:values or self::k:text],
        k:nothing()[current()/k:content/descendant::*/@min = '0']))/node()"/>
    </xs:simpleType>
  </xsl:template>

  <!-- Attributes first, then groups of them, as XSD wants no order but readers do. -->
  <xsl:template name="attributes" as="element()*">
    <xsl:param name="of" as="element()"/>
    <xsl:for-each select="$of/(k:attribute | k:attribute-ref)">
      <xsl:apply-templates mode="attribute" select="if (self::k:attribute-ref) then k:referred(.) else ."/>
    </xsl:for-each>
    <xsl:for-each select="$of/k:class-ref">
      <xs:attributeGroup ref="{k:q(@name)}"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:mode name="attribute" on-no-match="fail"/>
  <xsl:template mode="attribute" match="k:attribute" as="element()">
    <xsl:variable name="ns" as="xs:string" select="k:attribute-namespace(.)"/>
    <xsl:variable name="type" as="node()?" select="if ($ns eq '') then k:attribute-type(k:type) else ()"/>
    <xs:attribute>
      <xsl:choose>
        <xsl:when test="$ns ne ''">
          <xsl:attribute name="ref" select="k:label($ns) || ':' || replace(@name, '^.*:', '')"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="name" select="@name"/>
        </xsl:otherwise>
      </xsl:choose>
      <!-- Of attributes that exclude each other XSD can require none. -->
      <xsl:if test="@usage eq 'req' and not(@choice)">
        <xsl:attribute name="use" select="'required'"/>
      </xsl:if>
      <xsl:sequence select="$type[. instance of attribute()]"/>
      <xsl:call-template name="documentation"/>
      <xsl:sequence select="$type[. instance of element()]"/>
    </xs:attribute>
  </xsl:template>

  <!-- The attributes of another namespace are global there, so each has one type; where the ODD gives several, any text. -->
  <xsl:template name="foreign-attributes" as="element()*">
    <xsl:param name="ns" as="xs:string"/>
    <xsl:for-each-group select="$schema//k:attribute[k:attribute-namespace(.) eq $ns]" group-by="replace(@name, '^.*:', '')">
      <xsl:sort select="current-grouping-key()"/>
      <xsl:variable name="types" as="element()*" select="current-group()/k:type ! k:inline-type(.)"/>
      <xsl:choose>
        <xsl:when test="every $type in tail($types) satisfies deep-equal($type, $types[1])">
          <xs:attribute name="{current-grouping-key()}">
            <xsl:call-template name="documentation"/>
            <xsl:sequence select="$types[1]"/>
          </xs:attribute>
        </xsl:when>
        <xsl:otherwise>
          <xs:attribute name="{current-grouping-key()}">
            <xsl:call-template name="documentation"/>
          </xs:attribute>
          <xsl:sequence select="k:warning((ancestor::*/@at)[last()], 'The XSD allows any text in @' || @name || ', because XSD gives an attribute of another namespace one type and the ODD has several.')"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- The type of an attribute without references to other types, so that its file stands alone. -->
  <xsl:function name="k:inline-type" as="element()">
    <xsl:param name="type" as="element(k:type)"/>
    <xsl:variable name="inlined" as="element()">
      <xsl:apply-templates mode="k:inline" select="$type"/>
    </xsl:variable>
    <xsl:sequence select="k:list-type($inlined)"/>
  </xsl:function>
  <xsl:mode name="k:inline" on-no-match="shallow-copy"/>
  <xsl:template mode="k:inline" match="k:data[@ref]" as="element()*">
    <xsl:variable name="content" as="element()*" select="key('datatype', @ref)/k:content"/>
    <xsl:apply-templates mode="#current" select="$content/descendant::*[self::k:data or self::k:values or self::k:text]"/>
    <xsl:sequence select="k:nothing()[$content/descendant::*/@min = '0']"/>
  </xsl:template>

  <!-- A list of one value: the empty one. -->
  <xsl:function name="k:nothing" as="element(k:values)">
    <k:values type="closed">
      <k:value name=""/>
    </k:values>
  </xsl:function>

  <xsl:function name="k:attribute-type" as="node()">
    <xsl:param name="type" as="element(k:type)"/>
    <xsl:variable name="simple" as="element()" select="k:list-type($type)"/>
    <xsl:sequence select="k:named($simple, 'type')"/>
  </xsl:function>

  <!-- A simple type in the shape in which it is used: as a name where it is nothing but a name. -->
  <xsl:function name="k:named" as="node()">
    <xsl:param name="simple" as="element()"/>
    <xsl:param name="attribute" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="$simple/xs:restriction[empty(node())]">
        <xsl:attribute name="{$attribute}" select="$simple/xs:restriction/@base"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$simple"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="k:list-type" as="element(xs:simpleType)">
    <xsl:param name="type" as="element(k:type)"/>
    <xsl:variable name="item" as="element()" select="k:simple-type($type/*)"/>
    <xsl:variable name="min" as="xs:integer" select="xs:integer($type/@min)"/>
    <xsl:variable name="max" as="xs:integer" select="xs:integer($type/@max)"/>
    <xsl:choose>
      <xsl:when test="$min eq 1 and $max eq 1">
        <xsl:sequence select="$item"/>
      </xsl:when>
      <xsl:when test="$min eq 0 and $max eq 1">
        <xsl:sequence select="k:simple-type((k:nothing(), $type/*))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="list" as="element()">
          <xs:simpleType>
            <xs:list>
              <xsl:sequence select="k:named($item, 'itemType')"/>
            </xs:list>
          </xs:simpleType>
        </xsl:variable>
        <xsl:choose>
          <xsl:when test="$min eq 0 and $max eq -1">
            <xsl:sequence select="$list"/>
          </xsl:when>
          <xsl:otherwise>
            <xs:simpleType>
              <xs:restriction>
                <xsl:sequence select="$list"/>
                <xsl:if test="$min gt 0">
                  <xs:minLength value="{$min}"/>
                </xsl:if>
                <xsl:if test="$max ne -1">
                  <xs:maxLength value="{$max}"/>
                </xsl:if>
              </xs:restriction>
            </xs:simpleType>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- One or several alternatives of data and values as a simple type. -->
  <xsl:function name="k:simple-type" as="element(xs:simpleType)">
    <xsl:param name="parts" as="element()*"/>
    <xsl:variable name="types" as="element()*">
      <xsl:apply-templates mode="simple" select="$parts[not(self::k:doc)]"/>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="count($types) eq 1">
        <xsl:sequence select="$types"/>
      </xsl:when>
      <xsl:otherwise>
        <xs:simpleType>
          <xs:union>
            <xsl:sequence select="$types"/>
          </xs:union>
        </xs:simpleType>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:mode name="simple" on-no-match="fail"/>
  <xsl:template mode="simple" match="k:text" as="element()">
    <xs:simpleType>
      <xs:restriction base="xs:string"/>
    </xs:simpleType>
  </xsl:template>
  <xsl:template mode="simple" match="k:data" as="element()">
    <xs:simpleType>
      <xs:restriction base="{if (@ref) then k:q(@ref) else 'xs:' || @type}">
        <xsl:for-each select="k:facet">
          <xsl:element name="xs:{@name}">
            <xsl:copy-of select="@value"/>
          </xsl:element>
        </xsl:for-each>
      </xs:restriction>
    </xs:simpleType>
  </xsl:template>
  <xsl:template mode="simple" match="k:values" as="element()">
    <xs:simpleType>
      <xs:restriction base="xs:token">
        <xsl:for-each select="k:value">
          <xs:enumeration value="{@name}">
            <xsl:call-template name="documentation"/>
          </xs:enumeration>
        </xsl:for-each>
      </xs:restriction>
    </xs:simpleType>
  </xsl:template>

</xsl:stylesheet>
