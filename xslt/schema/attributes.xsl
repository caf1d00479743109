<?xml version="1.0" encoding="UTF-8"?>
<!-- Of step 2: which attributes an element has in the end, from where, and with what values. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <!-- The members of a spec's attList and of the lists in it. -->
  <xsl:function name="k:listed" as="element()*">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="$spec/tei:attList/(. | tei:attList | tei:attList/tei:attList)/(tei:attDef | tei:attRef)"/>
  </xsl:function>

  <!-- What a spec's own attList brings; $but are idents to leave out. -->
  <xsl:function name="k:own-attributes" as="element()*">
    <xsl:param name="spec" as="element()"/>
    <xsl:param name="but" as="xs:string*"/>
    <xsl:for-each select="k:listed($spec)">
      <xsl:choose>
        <xsl:when test="self::tei:attRef">
          <xsl:sequence select="k:attribute-reference(.)"/>
        </xsl:when>
        <xsl:when test="@ident = $but or @mode eq 'delete'"/>
        <xsl:otherwise>
          <xsl:sequence select="k:attribute(., .)"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- attRef: one attribute of a class to which the spec need not belong. -->
  <xsl:function name="k:attribute-reference" as="element()">
    <xsl:param name="ref" as="element(tei:attRef)"/>
    <xsl:variable name="class" as="element()?" select="key('class', $ref/@class, root($ref))[1]"/>
    <xsl:variable name="holder" as="element()?" select="($class, $class ! k:attribute-classes(., ()))[k:listed(.)/@ident = $ref/@name][1]"/>
    <xsl:choose>
      <xsl:when test="exists($holder)">
        <k:attribute-ref class="{$holder/@ident}" name="{$ref/@name}"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="k:error($ref, 'attRef: class &quot;' || $ref/@class || '&quot; has no attribute &quot;' || $ref/@name || '&quot;.')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- An element's attributes: whole classes where nothing of them is altered, single attributes of them where something is,
       then its own. -->
  <xsl:function name="k:attributes-of-element" as="element()*">
    <xsl:param name="spec" as="element(tei:elementSpec)"/>
    <xsl:variable name="own" as="element()*" select="k:listed($spec)"/>
    <xsl:variable name="own-names" as="xs:string*" select="$own/(@ident, @name)[1]/string()"/>
    <xsl:variable name="classes" as="element(tei:classSpec)*" select="k:attribute-classes($spec, ())"/>
    <xsl:iterate select="$classes">
      <xsl:param name="taken" as="xs:string*" select="$own-names"/>
      <xsl:variable name="brought" as="element()*" select="k:listed(.)[not(@mode eq 'delete')]"/>
      <xsl:variable name="names" as="xs:string*" select="$brought/(@ident, @name)[1]/string()"/>
      <xsl:choose>
        <xsl:when test="empty($names)"/>
        <xsl:when test="not($names = $taken)">
          <k:class-ref name="{@ident}"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:for-each select="$brought[not((@ident, @name)[1] = $taken)]">
            <xsl:sequence select="
              if (self::tei:attRef) then k:attribute-reference(.)
              else k:single($classes[. is current()/ancestor::tei:classSpec], @ident)"/>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:variable name="class" as="element()" select="."/>
      <!-- The same name from two classes is an override only where one class belongs to the other. -->
      <xsl:for-each select="$names[. = $taken][not(. = $own-names)]">
        <xsl:variable name="first" as="element()?" select="$classes[. &lt;&lt; $class or . >> $class][not(. is $class)][k:listed(.)/@ident = current()][1]"/>
        <xsl:if test="not($class intersect ($first ! k:attribute-classes(., ())))">
          <xsl:sequence select="k:error($spec, 'elementSpec &quot;' || $spec/@ident || '&quot; has @' || . || ' from two classes, ' || $first/@ident || ' and ' || $class/@ident || '; say in the element which it is, by an attDef or attRef of its own.')"/>
        </xsl:if>
      </xsl:for-each>
      <xsl:next-iteration>
        <xsl:with-param name="taken" select="distinct-values(($taken, $names))"/>
      </xsl:next-iteration>
    </xsl:iterate>
    <xsl:for-each select="k:listed($spec)">
      <xsl:variable name="ident" as="xs:string?" select="@ident"/>
      <xsl:variable name="inherited" as="element(tei:attDef)?" select="
        if (self::tei:attRef) then () else ($classes ! k:listed(.)[@ident eq $ident])[1]"/>
      <xsl:choose>
        <xsl:when test="self::tei:attRef">
          <xsl:sequence select="k:attribute-reference(.)"/>
        </xsl:when>
        <xsl:when test="@mode = ('change', 'delete') and empty($inherited) and not(@k:known)">
          <xsl:sequence select="k:error(., 'attDef ident=&quot;' || @ident || '&quot; has mode=&quot;' || @mode || '&quot;, but element &quot;' || $spec/@ident || '&quot; has no such attribute from its classes.')"/>
        </xsl:when>
        <xsl:when test="@mode eq 'delete'"/>
        <xsl:when test="@mode eq 'change' and exists($inherited)">
          <xsl:sequence select="k:attribute(k:overlay($inherited, .), .)"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="k:attribute(., .)"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:single" as="element(k:attribute-ref)">
    <xsl:param name="class" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <k:attribute-ref class="{$class/@ident}" name="{$name}"/>
  </xsl:function>

  <!-- A described attribute. $place is where it stands in the ODD, which settles its references and its choice. -->
  <xsl:function name="k:attribute" as="element()*">
    <xsl:param name="def" as="element(tei:attDef)"/>
    <xsl:param name="place" as="element(tei:attDef)"/>
    <xsl:variable name="values" as="element(tei:valList)?" select="$def/tei:valList"/>
    <xsl:variable name="datatype" as="element(tei:datatype)?" select="$def/tei:datatype"/>
    <k:attribute name="{k:name($def)}" ident="{$def/@ident}" usage="{($def/@usage, 'opt')[1]}">
      <xsl:copy-of select="$def/@ns"/>
      <xsl:if test="$place/parent::tei:attList/@org eq 'choice'">
        <xsl:attribute name="choice" select="count($place/parent::*/preceding-sibling::*) + 1"/>
      </xsl:if>
      <xsl:if test="$def/tei:defaultVal">
        <xsl:attribute name="default" select="normalize-space($def/tei:defaultVal)"/>
      </xsl:if>
      <xsl:sequence select="k:documentation($def)"/>
      <k:type min="{if ($datatype) then k:min($datatype) else 1}" max="{if ($datatype) then k:max($datatype) else 1}">
        <xsl:if test="$values/tei:valItem">
          <xsl:sequence select="k:values($values)"/>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="$values[@type eq 'closed']"/>
          <xsl:when test="$datatype">
            <xsl:sequence select="$datatype/tei:dataRef ! k:data(., root($place))"/>
          </xsl:when>
          <xsl:otherwise>
            <k:text/>
          </xsl:otherwise>
        </xsl:choose>
      </k:type>
      <xsl:sequence select="$def/(tei:constraintSpec | tei:exemplum | tei:remarks), $def//k:error"/>
    </k:attribute>
    <xsl:if test="$values[@type eq 'closed'] and empty($values/tei:valItem)">
      <xsl:sequence select="k:error($values, 'A closed list of values needs at least one valItem.')"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:values" as="element(k:values)">
    <xsl:param name="list" as="element(tei:valList)"/>
    <k:values type="{($list/@type, 'open')[1]}">
      <xsl:for-each-group select="$list/tei:valItem" group-by="k:name(.)">
        <k:value name="{k:name(.)}">
          <xsl:sequence select="k:documentation(.)"/>
        </k:value>
        <xsl:if test="count(current-group()) gt 1">
          <xsl:sequence select="k:error(current-group()[2], 'The value &quot;' || current-grouping-key() || '&quot; is in the list twice.')"/>
        </xsl:if>
      </xsl:for-each-group>
    </k:values>
  </xsl:function>

</xsl:stylesheet>
