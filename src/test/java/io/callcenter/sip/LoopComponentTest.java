package io.callcenter.sip;

@OnLoops
class LoopComponentTest extends SipComponentTest {}
