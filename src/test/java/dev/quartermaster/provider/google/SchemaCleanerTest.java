package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.Plain;
import org.junit.jupiter.api.Test;

class SchemaCleanerTest {

    @Test
    void referencesArePutInPlaceAndUnknownWordsDropped() {
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
}
