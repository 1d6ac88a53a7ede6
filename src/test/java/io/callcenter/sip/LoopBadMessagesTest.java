package io.callcenter.sip;

@OnLoops
class LoopBadMessagesTest extends BadMessagesTest {
    @Override
    int codeForAnOldBranch() {
        return 100;
    }
}
