package io.callcenter.mi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTableTest {
    private static String table(String json) {
        return ResultTable.of(json.replace('\'', '"'));
    }

    @Test
    void aListingIsAnAlignedTable_N10() {
        assertThat(table("{'Agents':[{'id':'bob','Ref':0,'Loged in':'NO'},"
                        + "{'id':'alice','Ref':12,'Loged in':'YES','State':'free'}],'Total':2}"))
                .isEqualTo("""
                        Total  2

                        id     Ref  Loged in  State
                        bob      0  NO
                        alice   12  YES       free""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'OK' | OK",
                "{'Calls':[]} | Calls: none",
                "['which','cc_reload'] | which~cc_reload",
                "[['agent_id','state'],[]] | agent_id state~",
                "{'dispatching':1} | dispatching  1",
                "{'flowid':'sales','prependcid':null} | flowid      sales~prependcid  -",
                "{'call_id':'x','candidates':[{'agent_id':'ann','chosen':true}]} | call_id  x~~agent_id  chosen~ann       true",
            })
    void eachKindOfResultIsReadable(String json, String lines) {
        assertThat(table("'OK'".equals(json) ? "'OK'" : json)).isEqualTo(lines.replace('~', '\n'));
    }

    @Test
    void whatIsNestedDeeperIsIndentedJson() {
        assertThat(table("{'flows':{'added':['sales']}}").lines()).contains("{", "  \"flows\" : {");
    }

    @Test
    void aCallersNameCannotSteerTheTerminal() {
        assertThat(table("{'Calls':[{'id':'1','Caller display name':'\\u001b[2J\\u009b\\n'}]}"))
                .isEqualTo("id  Caller display name\n1   ?[2J??");
    }
}
