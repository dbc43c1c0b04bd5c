package dev.quartermaster.catalog.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.ModelFacts;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NameVariantsTest {

    @Test
    void aModelIsKnownWithoutDateMakerAndVersion() {
        assertThat(forms("anthropic.claude-3-haiku-20240307-v1:0", "Claude 3 Haiku", "Anthropic"))
                .containsOnlyKeys(
                        "claude3haiku", "anthropicclaude3haiku", "claude3haiku20240307v10", "claude3haiku20240307")
                .containsEntry("claude3haiku", NameVariants.FULL)
                .containsEntry("claude3haiku20240307", NameVariants.SHORT);
    }

    @Test
    void aVariantOfAModelGivesWayToTheModel() {
        assertThat(forms("amazon.nova-pro-v1:0:300k", "Nova Pro", "Amazon"))
                .containsEntry("novapro", NameVariants.FULL)
                .containsEntry("amazonnovapro", NameVariants.FULL)
                .containsEntry("novaprov10300k", NameVariants.VARIANT);
    }

    @Test
    void aSuffixThatOnlyResemblesADateOrVersionStays() {
        assertThat(forms("acme.m-2024030-v", "M 20240307x v1", "Acme"))
                .containsOnlyKeys(
                        "m20240307xv1",
                        "acmem20240307xv1",
                        "m20240307x",
                        "acmem20240307x",
                        "m2024030v",
                        "acmem2024030v");
    }

    private static Map<String, Integer> forms(String id, String name, String provider) {
        ModelFacts facts = new ModelFacts(id, name, provider, new TreeSet<>(), new TreeSet<>(), true);
        return NameVariants.of(new CatalogModel(facts, new TreeMap<>()));
    }
}
