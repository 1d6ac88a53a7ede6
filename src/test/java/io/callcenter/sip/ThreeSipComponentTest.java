package io.callcenter.sip;

@OnThreeLoops
class ThreeSipComponentTest extends SipComponentTest {}
