<?xml version="1.0" encoding="UTF-8"?>
<!--
  Step 2. From the list of specifications to a schema in which every reference is settled, the one source of all outputs.

  In:  k:specs (from merge.xsl).
  Out: k:schema, which holds, in the order of the ODD,
         k:element    its texts, its attributes (k:class-ref, k:attribute-ref, k:attribute), its k:content, its rules;
         k:attclass   the attributes that a class itself brings;
         k:modelclass its members;  k:datatype and k:macro, their content;
       and k:error for what does not fit together.

  Content is k:seq, k:alt, k:interleave, k:el, k:class, k:macro, k:any (all with @min and @max, -1 for unbounded), k:text,
  k:data, k:values, k:empty, and k:none for what cannot occur; it is simplified (simplify.xsl).
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="urn:teikit:odd"
  exclude-result-prefixes="#all">

  <xsl:import href="functions.xsl"/>
  <xsl:include href="overlay.xsl"/>
  <xsl:include href="simplify.xsl"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:key name="element" match="k:specs/tei:elementSpec" use="@ident"/>
  <xsl:key name="class" match="k:specs/tei:classSpec" use="@ident"/>
  <xsl:key name="data" match="k:specs/tei:dataSpec" use="@ident"/>
  <xsl:key name="macro" match="k:specs/tei:macroSpec" use="@ident"/>
  <xsl:key name="member" match="k:specs/tei:elementSpec | k:specs/tei:classSpec" use="tei:classes/tei:memberOf/@key"/>
  <xsl:key name="deleted" match="k:specs/k:deleted" use="@ident"/>

  <xsl:template match="/k:specs" as="element(k:schema)">
    <xsl:variable name="specs" as="element()" select="."/>
    <k:schema>
      <xsl:copy-of select="@ident, @start, @ns"/>
      <xsl:copy-of select="k:error"/>
      <xsl:if test="not(k:tokens(@start) != '')">
        <xsl:sequence select="k:error(., 'schemaSpec needs start: the names of the elements that a document may begin with, such as start=&quot;TEI&quot;.')"/>
      </xsl:if>
      <xsl:if test="not(@ident castable as xs:NCName)">
        <xsl:sequence select="k:error(., 'schemaSpec needs an ident that can name files.')"/>
      </xsl:if>
      <xsl:for-each select="k:tokens(@start)[empty(key('element', ., root($specs)))]">
        <xsl:sequence select="k:error($specs, 'schemaSpec start names &quot;' || . || '&quot;, but there is no elementSpec of that name.')"/>
      </xsl:for-each>
      <!-- Elements, classes, data types and macros share the names of definitions. -->
      <xsl:for-each-group select="tei:*[@ident]" group-by="(self::tei:moduleSpec, self::tei:constraintSpec)/local-name() || ' ' || @ident">
        <xsl:for-each select="tail(current-group())">
          <xsl:sequence select="k:error(., local-name() || ' &quot;' || @ident || '&quot;: the name is taken by the ' || local-name(current-group()[1]) || ' at ' || current-group()[1]/@k:at || '; give one of them another ident.')"/>
        </xsl:for-each>
      </xsl:for-each-group>
      <xsl:apply-templates mode="k:resolve" select="tei:*"/>
    </k:schema>
  </xsl:template>

  <xsl:mode name="k:resolve" on-no-match="fail"/>

  <xsl:template mode="k:resolve" match="tei:elementSpec" as="element()*">
    <xsl:variable name="content" as="element()" select="k:content(tei:content)"/>
    <k:element name="{k:name(.)}" ident="{@ident}" ns="{(@ns, ../@ns)[1]}" module="{@module}" at="{@k:at}">
      <xsl:sequence select="k:documentation(.), k:memberships(.)"/>
      <k:attributes>
        <xsl:sequence select="k:attributes-of-element(.)"/>
      </k:attributes>
      <k:content>
        <xsl:sequence select="$content"/>
      </k:content>
      <xsl:sequence select="k:kept(.)"/>
    </k:element>
    <xsl:choose>
      <xsl:when test="empty(tei:content/*)">
        <xsl:sequence select="k:error(., 'elementSpec &quot;' || @ident || '&quot; has no content; say content/empty where nothing may stand in it.')"/>
      </xsl:when>
      <xsl:when test="count(tei:content/*) gt 1">
        <xsl:sequence select="k:error(tei:content, 'content holds one construct; put several into a sequence or an alternate.')"/>
      </xsl:when>
      <xsl:when test="$content/self::k:none and empty($content/descendant-or-self::k:error)">
        <xsl:sequence select="k:error(., 'elementSpec &quot;' || @ident || '&quot; can never be filled: its content needs an element or a class that was deleted or has no members.')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="k:resolve" match="tei:classSpec[@type eq 'atts']" as="element()*">
    <k:attclass name="{@ident}" module="{@module}" at="{@k:at}">
      <xsl:sequence select="k:documentation(.), k:memberships(.)"/>
      <xsl:sequence select="k:own-attributes(., ())"/>
      <xsl:sequence select="k:kept(.)"/>
    </k:attclass>
    <xsl:for-each select="k:listed(.)[self::tei:attDef][@mode = ('change', 'delete')][not(@k:known)]">
      <xsl:sequence select="k:error(., 'attDef ident=&quot;' || @ident || '&quot; has mode=&quot;' || @mode || '&quot;, but a class holds only attributes of its own.')"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template mode="k:resolve" match="tei:classSpec[@type eq 'model']" as="element()*">
    <k:modelclass name="{@ident}" module="{@module}" at="{@k:at}">
      <xsl:sequence select="k:documentation(.), k:memberships(.)"/>
      <xsl:variable name="members" as="element()*" select="k:members(.)"/>
      <xsl:for-each select="$members[self::tei:elementSpec or exists(k:flat(., ()))]">
        <xsl:element name="k:{if (self::tei:elementSpec) then 'el' else 'class'}">
          <xsl:attribute name="name" select="@ident"/>
          <xsl:attribute name="min" select="1"/>
          <xsl:attribute name="max" select="1"/>
        </xsl:element>
      </xsl:for-each>
      <xsl:sequence select="k:kept(.)"/>
    </k:modelclass>
    <xsl:if test="k:in-itself(., ())">
      <xsl:sequence select="k:error(., 'classSpec &quot;' || @ident || '&quot; is a member of itself.')"/>
    </xsl:if>
    <xsl:if test="tei:attList">
      <xsl:sequence select="k:error(tei:attList, 'A class of type model has no attributes; write a second class of type atts.')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="k:resolve" match="tei:dataSpec" as="element()*">
    <k:datatype name="{@ident}" module="{@module}" at="{@k:at}">
      <xsl:sequence select="k:documentation(.)"/>
      <k:content>
        <xsl:sequence select="k:content(tei:content)"/>
      </k:content>
      <xsl:sequence select="k:kept(.)"/>
    </k:datatype>
    <xsl:if test="empty(tei:content//(tei:dataRef | tei:valList | tei:textNode)) or exists(tei:content//(tei:elementRef | tei:classRef | tei:macroRef | tei:anyElement | tei:sequence))">
      <xsl:sequence select="k:error(., 'dataSpec &quot;' || @ident || '&quot; is made of dataRef, valList and alternate, and of nothing else.')"/>
    </xsl:if>
    <xsl:if test="k:data-in-itself(., ())">
      <xsl:sequence select="k:error(., 'dataSpec &quot;' || @ident || '&quot; refers to itself.')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="k:resolve" match="tei:macroSpec" as="element()*">
    <k:macro name="{@ident}" module="{@module}" at="{@k:at}">
      <xsl:sequence select="k:documentation(.)"/>
      <k:content>
        <xsl:sequence select="k:content(tei:content)"/>
      </k:content>
      <xsl:sequence select="k:kept(.)"/>
    </k:macro>
    <xsl:if test="k:macro-in-itself(., ())">
      <xsl:sequence select="k:error(., 'macroSpec &quot;' || @ident || '&quot; refers to itself.')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="k:resolve" match="tei:constraintSpec" as="element()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template mode="k:resolve" match="tei:moduleSpec" as="element()">
    <k:module name="{@ident}">
      <xsl:sequence select="k:documentation(.)"/>
    </k:module>
  </xsl:template>

  <!-- Where no base is named these were told of already. -->
  <xsl:template mode="k:resolve" match="tei:moduleRef | tei:elementRef" as="empty-sequence()"/>

  <!-- What the reference pages and the Schematron take over as it is. -->
  <xsl:function name="k:kept" as="element()*">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="$spec/(tei:constraintSpec | tei:exemplum | tei:remarks | k:error), $spec//(tei:attList | tei:valList | tei:classes)/k:error"/>
  </xsl:function>

  <!-- Classes -->

  <xsl:function name="k:memberships" as="element()*">
    <xsl:param name="spec" as="element()"/>
    <xsl:for-each select="$spec/tei:classes/tei:memberOf">
      <xsl:choose>
        <xsl:when test="exists(key('class', @key))">
          <k:member-of name="{@key}" type="{key('class', @key)[1]/@type}"/>
        </xsl:when>
        <xsl:when test="empty(key('deleted', @key))">
          <xsl:sequence select="k:error(., 'memberOf key=&quot;' || @key || '&quot;: there is no classSpec of that name.')"/>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:members" as="element()*">
    <xsl:param name="class" as="element(tei:classSpec)"/>
    <xsl:sequence select="key('member', $class/@ident, root($class))[self::tei:elementSpec or @type eq $class/@type]"/>
  </xsl:function>

  <!-- The elements of a model class, its subclasses opened, each once. -->
  <xsl:function name="k:flat" as="xs:string*">
    <xsl:param name="class" as="element(tei:classSpec)"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:sequence select="distinct-values(
      for $member in k:members($class)
      return if ($member/self::tei:elementSpec) then string($member/@ident)
             else if ($member intersect ($seen, $class)) then ()
             else k:flat($member, ($seen, $class)))"/>
  </xsl:function>

  <xsl:function name="k:in-itself" as="xs:boolean">
    <xsl:param name="class" as="element(tei:classSpec)"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:variable name="over" as="element()*" select="key('class', $class/tei:classes/tei:memberOf/@key, root($class))"/>
    <xsl:sequence select="exists($over intersect ($class, $seen)) or (some $c in $over satisfies k:in-itself($c, ($seen, $class)))"/>
  </xsl:function>

  <xsl:function name="k:data-in-itself" as="xs:boolean">
    <xsl:param name="spec" as="element(tei:dataSpec)"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:variable name="used" as="element()*" select="key('data', $spec//tei:dataRef/@key, root($spec))"/>
    <xsl:sequence select="exists($used intersect ($spec, $seen)) or (some $u in $used satisfies k:data-in-itself($u, ($seen, $spec)))"/>
  </xsl:function>

  <xsl:function name="k:macro-in-itself" as="xs:boolean">
    <xsl:param name="spec" as="element(tei:macroSpec)"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:variable name="used" as="element()*" select="key('macro', $spec//tei:macroRef/@key, root($spec))"/>
    <xsl:sequence select="exists($used intersect ($spec, $seen)) or (some $u in $used satisfies k:macro-in-itself($u, ($seen, $spec)))"/>
  </xsl:function>

  <!-- The attribute classes that a spec belongs to, directly or through them, each once, nearest first. -->
  <xsl:function name="k:attribute-classes" as="element(tei:classSpec)*">
    <xsl:param name="spec" as="element()"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:iterate select="$spec/tei:classes/tei:memberOf/@key">
      <xsl:param name="found" as="element(tei:classSpec)*" select="()"/>
      <xsl:on-completion>
        <xsl:sequence select="$found"/>
      </xsl:on-completion>
      <xsl:variable name="class" as="element()?" select="(key('class', ., root($spec))[@type eq 'atts'] except ($found, $seen, $spec))[1]"/>
      <xsl:next-iteration>
        <xsl:with-param name="found" select="
          if (empty($class)) then $found
          else ($found, $class, k:attribute-classes($class, ($seen, $found, $class, $spec)))"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <xsl:include href="attributes.xsl"/>
  <xsl:include href="content.xsl"/>

</xsl:stylesheet>
