package io.callcenter.sip;

@OnLoops
class LoopTlsTest extends TlsTest {
    /** Ten a second are begun; the slowest machine needs less than 4 s to connect. */
    @Override
    long refusedOf80AtOnce() {
        return 30;
    }
}
