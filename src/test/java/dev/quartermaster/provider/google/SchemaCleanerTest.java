package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Plain;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCleanerTest {

    @Test
    void noSchemaBecomesOneThatIsRefused() {
        ForAll.seeds(random -> {
            for (int i = 0; i < 20; i++) {
                Map<String, Object> schema = new RandomSchemas(random).root();

                assertThat(GeminiSchemaRules.broken(SchemaCleaner.clean(schema)))
                        .as("%s", schema)
                        .isEmpty();
                Map<String, Object> parameters = SchemaCleaner.parameters(schema);
                if (parameters != null) {
                    assertThat(GeminiSchemaRules.brokenByParameters(parameters))
                            .as("%s", schema)
                            .isEmpty();
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':['array','string'],'items':{'type':'string'}} | {'anyOf':[{'type':'array','items':{'type':'string'}},{'type':'string'}]}",
                "{'type':'array'} | {'type':'array','items':{'anyOf':[{'type':'string'},{'type':'number'},{'type':'boolean'},{'type':'object'},{'type':'array','items':{'type':'string'}}]}}",
                "{'type':'array','items':{}} | {'type':'array','items':{'anyOf':[{'type':'string'},{'type':'number'},{'type':'boolean'},{'type':'object'},{'type':'array','items':{'type':'string'}}]}}",
                "{'type':'string','items':{'type':'string'},'properties':{'a':{}},'required':['a']} | {'type':'string'}",
                "{'type':['string','null'],'description':'d'} | {'type':'string','nullable':true,'description':'d'}",
                "{'type':['string','integer','null'],'description':'d'} | {'anyOf':[{'type':'string','description':'d','nullable':true},{'type':'integer','description':'d','nullable':true}]}",
                "{'anyOf':[{'type':'string'},{'type':'null'}],'default':null,'title':'T'} | {'type':'string','nullable':true}",
                "{'type':'integer','enum':[0,1,2]} | {'type':'integer'}",
                "{'enum':['a',1,null]} | {'anyOf':[{'type':'string','enum':['a'],'nullable':true},{'type':'integer','nullable':true}]}",
                "{'type':'string','enum':['a','','a']} | {'type':'string','enum':['a']}",
                "{'type':'string','enum':[]} | {'type':'string'}",
                "{'type':'string','format':'uri'} | {'type':'string'}",
                "{'type':'string','format':'date-time'} | {'type':'string','format':'date-time'}",
                "{'type':'number','format':'int32','exclusiveMinimum':0,'multipleOf':2} | {'type':'number'}",
                "{'type':'integer','minimum':1,'minLength':3} | {'type':'integer','minimum':1}",
                "{'properties':{'a':{'const':'x'}}} | {'type':'object','properties':{'a':{'type':'string','enum':['x']}}}",
                "{'type':'object','properties':{}} | {'type':'object'}",
                "{'type':'object','additionalProperties':{'type':'string'},'required':['a']} | {'type':'object'}",
                "{'type':'array','items':[{'type':'string'},{'type':'integer'}]} | {'type':'array','items':{'anyOf':[{'type':'string'},{'type':'integer'}]}}",
                "{'type':'array','prefixItems':[{'type':'string'}],'items':false} | {'type':'array','items':{'type':'string'}}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':false},'required':['a','b','a']} | {'type':'object','properties':{'a':{'type':'string'}},'required':['a']}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'anyOf':[{'required':['a']},{'required':['b']}]} | {'anyOf':[{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a']},{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['b']}]}",
                "{'type':'null'} | {'type':'string','nullable':true}",
                "{'$ref':'#/gone'} | {'type':'object'}",
            })
    void eachNodeHasOneTypeAndOnlyItsOwnKeywords(String schema, String clean) {
        Map<String, Object> written = SchemaCleaner.clean(object(schema));

        assertThat(Plain.object(Plain.json().text(written))).isEqualTo(object(clean));
        assertThat(GeminiSchemaRules.broken(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':['string','null']}",
                "{'type':'array'}",
                "{'type':'string','items':{'type':'string'}}",
                "{'type':'object','properties':{'a':{}}}",
                "{'type':'object','properties':{}}",
                "{'type':'object','required':['a']}",
                "{'type':'string','required':['a'],'enum':['b']}",
                "{'type':'integer','enum':['1']}",
                "{'type':'string','enum':[]}",
                "{'type':'string','enum':['']}",
                "{'type':'string','format':'uri'}",
                "{'type':'string','const':'a'}",
                "{'type':'object','additionalProperties':false}",
                "{'anyOf':[{'type':'string'},{'type':'integer'}],'type':'string'}",
                "{'anyOf':[{'type':'string'},{'type':['integer']}]}",
            })
    void theRulesKnowWhatGoogleRefuses(String schema) {
        assertThat(GeminiSchemaRules.broken(object(schema))).isNotEmpty();
    }

    @Test
    void parametersOfSeveralFormsAreOneObject() {
        assertThat(SchemaCleaner.parameters(object("{'anyOf':["
                        + "{'type':'object','properties':{'a':{'type':'string'},'c':{'type':'string'}},'required':['a','c']},"
                        + "{'type':'object','properties':{'b':{'type':'string'},'c':{'type':'string'}},'required':['c']},"
                        + "{'type':'null'}]}")))
                .isEqualTo(object("{'type':'object','properties':{'a':{'type':'string'},'c':{'type':'string'},"
                        + "'b':{'type':'string'}},'required':['c']}"));
    }

    @Test
    void parametersThatNameNoPropertyAreNone() {
        assertThat(SchemaCleaner.parameters(Map.of())).isNull();
        assertThat(SchemaCleaner.parameters(object("{'type':'object','additionalProperties':true}")))
                .isNull();
        assertThat(SchemaCleaner.parameters(object("{'type':'string'}"))).isNull();
    }

    @Test
    void anAnswerThatMayBeAnyObjectHasNoSchema() {
        assertThat(SchemaCleaner.answer(Map.of())).isNull();
        assertThat(SchemaCleaner.answer(object("{'type':'object'}"))).isNull();
        assertThat(SchemaCleaner.answer(object("{'type':'array'}")))
                .isEqualTo(SchemaCleaner.clean(object("{'type':'array','items':true}")));
    }

    @Test
    void aSchemaThatMultipliesItselfIsCut() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            Map<String, Object> next = Map.of("$ref", "#/$defs/n" + (i + 1));
            definitions.put("n" + i, Map.of("type", "object", "properties", Map.of("a", next, "b", next)));
        }
        definitions.put("n40", Map.of("type", "string"));

        Map<String, Object> clean = SchemaCleaner.clean(Map.of("$ref", "#/$defs/n0", "$defs", definitions));

        assertThat(GeminiSchemaRules.broken(clean)).isEmpty();
        assertThat(Plain.json().text(clean)).hasSizeLessThan(1_000_000);
    }

    @Test
    void aLongChainOfReferencesIsCut() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            definitions.put("n" + i, Map.of("$ref", "#/$defs/n" + (i + 1)));
        }

        assertThat(SchemaCleaner.clean(Map.of("$ref", "#/$defs/n0", "$defs", definitions)))
                .isEqualTo(Map.of("type", "object"));
    }

    @Test
    void referencesAreInlinedAndUnknownKeywordsRemoved() {
        assertThat(SchemaCleaner.clean(Plain.object("""
                {"$schema":"s","$defs":{"Point":{"type":"object","additionalProperties":false,
                   "properties":{"x":{"type":["number","null"],"exclusiveMinimum":0}}}},
                 "type":"object","properties":{
                   "at":{"$ref":"#/$defs/Point","description":"where"},
                   "kind":{"oneOf":[{"const":"a"},{"type":"integer","format":"int32"}]},
                   "maybe":{"anyOf":[{"type":"string","format":"uri"},{"type":"null"}]},
                   "properties":{"type":"array","items":{"$ref":"#/$defs/Point"},"uniqueItems":true}},
                 "required":["at","gone"]}"""))).isEqualTo(Plain.object("""
                {"type":"object","properties":{
                   "at":{"type":"object","properties":{"x":{"type":"number","nullable":true}},"description":"where"},
                   "kind":{"anyOf":[{"type":"string","enum":["a"]},{"type":"integer","format":"int32"}]},
                   "maybe":{"type":"string","nullable":true},
                   "properties":{"type":"array","items":
                     {"type":"object","properties":{"x":{"type":"number","nullable":true}}}}},
                 "required":["at"]}"""));
    }

    @Test
    void aSchemaThatContainsItselfIsOpenFromThereOn() {
        assertThat(SchemaCleaner.clean(Plain.object("""
                {"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{
                   "next":{"$ref":"#/$defs/Node"}}}}}"""))).isEqualTo(Plain.object("""
                {"type":"object","properties":{"next":{"type":"object"}}}"""));
    }

    @Test
    void allOfIsMerged() {
        assertThat(SchemaCleaner.clean(Plain.object("""
                {"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},
                          {"properties":{"b":{"type":"integer"}},"required":["b"]}]}"""))).isEqualTo(Plain.object("""
                {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a","b"]}"""));
    }

    private static Map<String, Object> object(String json) {
        return Plain.object(json.replace('\'', '"'));
    }
}
