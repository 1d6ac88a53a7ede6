package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void w36_quotesCommasAndLinesAreQuoted() {
        assertThat(Csv.line(Arrays.asList("a", "b,c", "say \"x\"", "two\nlines", null, 7)))
                .isEqualTo("a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",,7\r\n");
    }

    @Test
    void w36_aSpreadsheetComputesNothingAndNumbersStayNumbers() {
        assertThat(Csv.line(List.of("=1+1", "+cmd|x", "@SUM(A1)", "-x", "\t=1", "+49305551", "-5", "a=b")))
                .isEqualTo("'=1+1,'+cmd|x,'@SUM(A1),'-x,'\t=1,+49305551,-5,a=b\r\n");
    }
}
