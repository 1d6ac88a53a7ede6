package io.callcenter.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * The pages about settings say what the code does. After a change of the table of options write them anew: {@code mvn test
 * -Dtest=ConfigurationPagesTest -Dcc.write-pages=true}.
 */
class ConfigurationPagesTest {
    private static final Path MARKDOWN = Path.of("docs/configuration.md");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");

    @Test
    void theReferencePageIsMadeFromTheTable() throws IOException {
        if (writing()) {
            Files.createDirectories(MARKDOWN.getParent());
            Files.writeString(MARKDOWN, ConfigurationPages.markdown());
        }

        assertThat(Files.readString(MARKDOWN)).isEqualTo(ConfigurationPages.markdown());
    }

    @Test
    void thePropertiesFileDocumentsEveryOption() throws IOException {
        String file = Files.readString(PROPERTIES);
        int begin = file.indexOf(ConfigurationPages.BEGIN);
        String head = begin < 0 ? file.stripTrailing() + "\n\n" : file.substring(0, begin);
        if (writing()) {
            Files.writeString(PROPERTIES, head + ConfigurationPages.properties());
        }

        assertThat(Files.readString(PROPERTIES)).isEqualTo(head + ConfigurationPages.properties());
    }

    @Test
    void thePropertiesFileHoldsTheDefaultsOfTheTable() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(PROPERTIES)));

        for (Option option : Options.list()) {
            assertThat(properties.getProperty(option.name(), ""))
                    .as(option.name())
                    .isEqualTo(option.standard());
        }
        assertThat(properties.stringPropertyNames())
                .filteredOn(name -> name.startsWith("cc."))
                .allMatch(name -> Options.find(name).isPresent());
    }

    private static boolean writing() {
        return Boolean.getBoolean("cc.write-pages");
    }
}
