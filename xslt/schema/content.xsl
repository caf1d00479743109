<?xml version="1.0" encoding="UTF-8"?>
<!-- Of step 2: content models and data types with their references settled. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:function name="k:content" as="element()">
    <xsl:param name="content" as="element(tei:content)?"/>
    <xsl:variable name="model" as="element()*">
      <xsl:apply-templates mode="k:content" select="$content/*[1]"/>
    </xsl:variable>
    <xsl:variable name="model" as="element()" select="($model, k:empty())[1]"/>
    <xsl:variable name="simple" as="element()" select="if (exists($model/descendant-or-self::k:error)) then $model else k:simplify($model)"/>
    <xsl:variable name="shared" as="xs:string*" select="
      for $group in $simple/descendant-or-self::k:interleave return
        let $names := $group/* ! distinct-values(k:leaves(., root($content))) return
          $names[count(index-of($names, .)) gt 1 or (. eq '*' and count($group/*[k:leaves(., root($content))[not(. eq '#text')]]) gt 1)]"/>
    <!-- Faults are kept for the report; a model with faults is not simplified. -->
    <xsl:choose>
      <xsl:when test="exists($shared)">
        <xsl:sequence select="k:error($content, 'Of a sequence in any order two parts hold ' || (if ($shared[1] eq '#text') then 'text' else if ($shared = '*') then 'the same elements, one of them by anyElement' else '&quot;' || $shared[1] || '&quot;') || '; no schema language can check that. Put what belongs together into one part.')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$simple"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What a model is made of, macros and classes opened: elements, an asterisk for any, #text. -->
  <xsl:function name="k:leaves" as="xs:string*">
    <xsl:param name="model" as="element()"/>
    <xsl:param name="specs" as="node()"/>
    <xsl:for-each select="$model/descendant-or-self::*">
      <xsl:choose>
        <xsl:when test="self::k:el">
          <xsl:sequence select="string(@name)"/>
        </xsl:when>
        <xsl:when test="self::k:class">
          <xsl:sequence select="k:flat(key('class', @name, $specs)[1], ())"/>
        </xsl:when>
        <xsl:when test="self::k:macro-ref">
          <xsl:variable name="macro" as="element()?" select="key('macro', @name, $specs)[1]"/>
          <xsl:sequence select="
            if (k:macro-in-itself($macro, ())) then ()
            else (
              if ($macro//tei:textNode) then '#text' else (),
              $macro//tei:elementRef/string(@key),
              $macro//tei:classRef/key('class', @key) ! k:flat(., ()))"/>
        </xsl:when>
        <xsl:when test="self::k:any">
          <xsl:sequence select="'*'"/>
        </xsl:when>
        <xsl:when test="self::k:text">
          <xsl:sequence select="'#text'"/>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:mode name="k:content" on-no-match="fail"/>

  <xsl:template mode="k:content" match="tei:sequence | tei:alternate" as="element()">
    <xsl:element name="k:{if (self::tei:alternate) then 'alt' else if (@preserveOrder = ('false', '0')) then 'interleave' else 'seq'}">
      <xsl:attribute name="min" select="k:min(.)"/>
      <xsl:attribute name="max" select="k:max(.)"/>
      <xsl:apply-templates mode="#current" select="*"/>
      <xsl:if test="self::tei:sequence and count(*) gt 1 and exists((tei:dataRef, tei:valList))">
        <xsl:sequence select="k:error(., 'dataRef and valList stand alone in a content, or in an alternate; beside other things in a sequence no schema language can check them.')"/>
      </xsl:if>
      <xsl:if test="(tei:dataRef, tei:valList) and ancestor-or-self::*[self::tei:sequence or self::tei:alternate][not(k:max(.) = (0, 1))]">
        <xsl:sequence select="k:error(., 'dataRef and valList cannot be repeated in a content: say maxOccurs=&quot;1&quot;.')"/>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:elementRef" as="element()">
    <xsl:choose>
      <xsl:when test="exists(key('element', @key))">
        <k:el name="{@key}" min="{k:min(.)}" max="{k:max(.)}"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="k:absent(.)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What a reference to something deleted stands for, or the fault that it is. -->
  <xsl:function name="k:absent" as="element()">
    <xsl:param name="ref" as="element()"/>
    <xsl:choose>
      <xsl:when test="empty(key('deleted', $ref/@key, root($ref)))">
        <xsl:sequence select="k:error($ref, local-name($ref) || ' key=&quot;' || $ref/@key || '&quot;: nothing of that name is described in the ODD.')"/>
      </xsl:when>
      <xsl:when test="k:min($ref) eq 0">
        <k:empty/>
      </xsl:when>
      <xsl:otherwise>
        <k:none/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template mode="k:content" match="tei:classRef" as="element()">
    <xsl:variable name="ref" as="element()" select="."/>
    <xsl:variable name="class" as="element()?" select="key('class', @key)[@type eq 'model'][1]"/>
    <xsl:variable name="all" as="xs:string*" select="$class ! k:flat(., ())"/>
    <xsl:variable name="include" as="xs:string*" select="k:tokens(@include)"/>
    <xsl:variable name="except" as="xs:string*" select="k:tokens(@except)"/>
    <xsl:variable name="names" as="xs:string*" select="$all[empty($include) or . = $include][not(. = $except)]"/>
    <xsl:variable name="unknown" as="xs:string*" select="($include, $except)[not(. = $all)][empty(key('deleted', ., root($ref)))]"/>
    <xsl:choose>
      <xsl:when test="empty($class)">
        <xsl:sequence select="k:absent(.)"/>
      </xsl:when>
      <xsl:when test="exists($unknown)">
        <xsl:sequence select="k:error(., 'classRef key=&quot;' || @key || '&quot; has no member &quot;' || $unknown[1] || '&quot;.')"/>
      </xsl:when>
      <xsl:when test="starts-with(@expand, 'sequence')">
        <xsl:variable name="expand" as="xs:string" select="@expand"/>
        <k:seq min="{k:min(.)}" max="{k:max(.)}">
          <xsl:for-each select="$names">
            <k:el name="{.}" min="{if (contains($expand, 'Optional')) then 0 else 1}" max="{if (contains($expand, 'Repeatable')) then -1 else 1}"/>
          </xsl:for-each>
        </k:seq>
      </xsl:when>
      <xsl:when test="exists(($include, $except))">
        <k:alt min="{k:min(.)}" max="{k:max(.)}">
          <xsl:for-each select="$names">
            <k:el name="{.}" min="1" max="1"/>
          </xsl:for-each>
        </k:alt>
      </xsl:when>
      <xsl:when test="empty($names)">
        <xsl:sequence select="if (k:min(.) eq 0) then k:empty() else k:none()"/>
      </xsl:when>
      <xsl:otherwise>
        <k:class name="{@key}" min="{k:min(.)}" max="{k:max(.)}"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:macroRef" as="element()">
    <xsl:choose>
      <xsl:when test="exists(key('macro', @key))">
        <k:macro-ref name="{@key}" min="{k:min(.)}" max="{k:max(.)}"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="k:absent(.)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:anyElement" as="element()">
    <k:any min="{k:min(.)}" max="{k:max(.)}">
      <xsl:copy-of select="@require"/>
      <xsl:variable name="here" as="element()" select="."/>
      <!-- What is excepted is a whole namespace, or a name with or without a prefix. -->
      <xsl:for-each select="k:tokens(@except)">
        <xsl:choose>
          <xsl:when test="contains(., ':') and substring-before(., ':') = in-scope-prefixes($here)">
            <k:except name="{substring-after(., ':')}" ns="{namespace-uri-for-prefix(substring-before(., ':'), $here)}"/>
          </xsl:when>
          <xsl:when test="contains(., ':') or contains(., '/')">
            <k:except ns="{.}"/>
          </xsl:when>
          <xsl:otherwise>
            <k:except name="{.}" ns="{root($here)/*/@ns}"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </k:any>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:textNode" as="element()">
    <k:text/>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:empty" as="element()">
    <k:empty/>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:valList" as="element()*">
    <xsl:choose>
      <xsl:when test="@type eq 'closed'">
        <xsl:sequence select="k:values(.)"/>
      </xsl:when>
      <xsl:otherwise>
        <k:alt min="1" max="1">
          <xsl:sequence select="k:values(.)"/>
          <k:text/>
        </k:alt>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="k:content" match="tei:dataRef" as="element()">
    <xsl:sequence select="k:data(., root(.))"/>
  </xsl:template>

  <!-- A data type of the ODD, or one of XSD's with its facets. -->
  <xsl:function name="k:data" as="element()">
    <xsl:param name="ref" as="element(tei:dataRef)"/>
    <xsl:param name="odd" as="node()"/>
    <xsl:variable name="facets" as="element(k:facet)*">
      <xsl:for-each select="$ref/@restriction">
        <k:facet name="pattern" value="{.}"/>
      </xsl:for-each>
      <xsl:for-each select="$ref/tei:dataFacet">
        <k:facet name="{@name}" value="{@value}"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="spec" as="element()?" select="$ref/@key ! key('data', ., $odd)[1]"/>
    <xsl:variable name="simple" as="element()?" select="$spec/tei:content[count(*) eq 1]/tei:dataRef[@name][not(@restriction)][empty(*)]"/>
    <xsl:choose>
      <xsl:when test="$ref/@name">
        <k:data type="{$ref/@name}">
          <xsl:sequence select="$facets"/>
          <xsl:if test="not($ref/@name = $k:xsd-types)">
            <xsl:sequence select="k:error($ref, 'dataRef name=&quot;' || $ref/@name || '&quot; is not a data type of XML Schema.')"/>
          </xsl:if>
        </k:data>
      </xsl:when>
      <xsl:when test="empty($spec)">
        <xsl:sequence select="k:error($ref, 'dataRef key=&quot;' || $ref/@key || '&quot;: there is no dataSpec of that name.')"/>
      </xsl:when>
      <xsl:when test="exists($facets) and exists($simple)">
        <k:data type="{$simple/@name}">
          <xsl:sequence select="$facets"/>
        </k:data>
      </xsl:when>
      <xsl:when test="exists($facets)">
        <xsl:sequence select="k:error($ref, 'dataRef key=&quot;' || $ref/@key || '&quot; cannot be restricted: its dataSpec is more than one XSD type without facets.')"/>
      </xsl:when>
      <xsl:otherwise>
        <k:data ref="{$ref/@key}"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- XML Schema part 2, the types that RELAX NG processors know as well. -->
  <xsl:variable name="k:xsd-types" as="xs:string*" select="tokenize('string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ENTITIES
    boolean base64Binary hexBinary float decimal integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt
    unsignedShort unsignedByte positiveInteger double anyURI QName duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth')"/>

</xsl:stylesheet>
