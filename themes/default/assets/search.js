/* Search: any phrase of the publication, without a server, from a disk too.

   src/search.rs describes the index: scripts that call __hb(key, value), or JSON.
   Characters give candidates; the text of one says whether it is a hit.

   Hooks of a theme: a form[data-search] with an input gets suggestions; #found
   (see find.html) gets results and has the words; huibianSearch is for scripts.
   Nothing that was typed or found ever becomes HTML: text nodes only. */
(function(){
'use strict';
var d=document,own=d.currentScript.src,root=new URL('.',own).href,json=/files=json/.test(own),no=json&&location.protocol=='file:',
  PATIENCE=15e3,FRESH=6e4,PAGE=6,FEW=8,ALONE=Math.pow(2,32),LONGEST=64,MANY=4096,HAN=/[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/* ---- files: loaded once */
var asked=new Map(),kept=new Map();
window.__hb=function(key,value){var take=asked.get(key);if(take)take(value)};
function load(key,version){
  if(kept.has(key))return kept.get(key);
  var file=new Promise(function(done,fail){
    var s=d.createElement('script'),late=setTimeout(end,PATIENCE),from=root+'search/'+key+(json?'.json':'.js')+(version?'?v='+version:'');
    function end(value){
      clearTimeout(late);s.remove();
      if(asked.get(key)==end)asked.delete(key);
      if(value===undefined)fail(new Error(from));else done(value)}
    if(json)fetch(from).then(function(r){return r.json()}).then(function(x){end(x[key])}).catch(function(){end()});
    else{
      asked.set(key,end);
      s.charset='utf-8';s.onerror=s.onload=function(){end()};
      s.src=from;d.head.appendChild(s)}});
  kept.set(key,file);
  file.catch(function(){if(kept.get(key)==file)kept.delete(key)});
  return file}

/* ---- manifest and columns: one `world`, all of it of one deployment */
var world=null,making=null,read=0,preview=!!d.querySelector('script[src*=".huibian/"]');
function forget(){kept.clear();world=making=null}
function ready(){
  if(making&&(preview?Date.now()-read>300:Date.now()-read>FRESH)){
    /* redeployed under an open page? What is the same stays */
    var before=making,seen=kept.get('manifest');
    read=Date.now();kept.delete('manifest');
    making=load('manifest',Date.now().toString(36)).then(function(m){
      return before.then(function(w){
        if(!m.fresh&&!w.m.fresh&&JSON.stringify(m)==JSON.stringify(w.m))return w;
        kept.clear();return make(m)})
    },function(){kept.set('manifest',seen);return before})}
  if(!making){read=Date.now();making=load('manifest',Date.now().toString(36)).then(make)}
  var now=making;
  now.catch(function(){if(making==now)making=null});
  return now}

function make(m){
  if(String(drop)!=String(m.drop)){drop=m.drop;folds.clear()}
  var files=[load('facets',m.e)];
  m.segs.forEach(function(seg,i){files.push(load('c/'+hex(i),seg.e))});
  var fresh=(m.fresh||[]).map(function(key){return load(key)});
  if(m.a)fresh.push(load('a',m.a));
  return Promise.all([Promise.all(files),Promise.all(fresh)]).then(function(all){
    var f=all[0],extra=[].concat.apply([],all[1]),start=0,path=[],w={m:m,o:f[0].o,q:[],t:f[0].t,segs:[],extra:extra,gone:new Set(),lists:new Map()};
    f[0].d.forEach(function(deep,p){path[deep]=p;w.q.push(deep?path[deep-1]:-1)});
    m.segs.forEach(function(seg,i){w.segs.push({i:i,n:seg.n,b:seg.b,d:seg.d,e:seg.e,start:start});start+=seg.n});
    w.n=start;w.all=start+extra.length;
    w.year=new Int32Array(w.all);w.org=new Int32Array(w.all);
    w.segs.forEach(function(seg){columns(w,seg,f[1+seg.i])});
    (m.gone||[]).forEach(function(g){w.gone.add(w.segs[g[0]].start+g[1])});
    /* told from the texts */
    extra.forEach(function(x,k){
      var id=w.n+k,at=-1;
      w.year[id]=+(/\d{4}(?!.*\d{4})/.exec(x.y)||[0])[0];
      x.o.forEach(function(name){for(var p=0;p<w.o.length;p++)if(w.o[p]==name&&(w.q[p]==at||at<0)){at=p;break}});
      w.org[id]=Math.max(at,x.o[0]?0:-1)});
    w.years=Array.from(new Set(w.year)).filter(Boolean).sort(function(a,b){return b-a});
    w.fo=w.o.map(fold);w.ft=w.t.map(function(t){return[t[0]].concat(t[2]).map(fold)});
    return world=w})}

/* years and organisations, in runs */
function columns(w,seg,runs){
  var b=bytes(runs),p=0,id=seg.start,year=-1,org=0;
  function varint(){var v=0,at=0,x;do{x=b[p++];v|=(x&127)<<at;at+=7}while(x&128);return v}
  function zigzag(){var v=varint();return v>>>1^-(v&1)}
  for(var k=varint();k--;){year+=zigzag();org+=zigzag();for(var l=varint();l--;id++){w.year[id]=year;w.org[id]=org}}}
/* the reports of topics */
function topics(w){
  if(w.loading)return w.loading;
  w.loading=Promise.all(w.segs.map(function(seg){return load('t/'+hex(seg.i),seg.e)})).then(function(files){
    w.topics=w.t.map(function(_,p){return listed(w,p,files.map(function(file){return file[p]}))})});
  w.loading.catch(function(){w.loading=null});
  return w.loading}
function topic(w,p){
  return w.topics?w.topics[p]:Promise.all(w.segs.map(function(seg){return load('t/'+hex(seg.i)+'/'+hex(p),seg.e)}))
    .then(function(files){return listed(w,p,files)})}
function listed(w,p,texts){
  var list=[];
  w.segs.forEach(function(seg){
    var bits=new Bits(bytes(texts[seg.i]));
    bits.some(seg.n,bits.gamma()-1).forEach(function(id){list.push(seg.start+id)})});
  w.extra.forEach(function(x,k){if(x.p.indexOf(w.t[p][0])>=0)list.push(w.n+k)});
  return list}
/* the ids of the pages of organisations */
function id(w,p){return load('o/'+hex(p>>8),w.m.e).then(function(ids){return ids[p&255]})}
function ids(w){
  return Promise.all(Array.from({length:w.o.length+255>>8},function(_,k){return load('o/'+hex(k),w.m.e)})).then(function(all){return[].concat.apply([],all)})}

/* ---- fold: what is the same to a reader becomes the same (src/search/fold.rs) */
var drop=[],simple=null,folds=new Map(),age=0;
function hex(n){return n.toString(16)}
function drops(c){
  var a=0,b=drop.length/2;
  while(a<b){var m=(a+b)>>1;if(drop[2*m+1]<c)a=m+1;else b=m}
  return 2*a<drop.length&&drop[2*a]<=c}
function one(c){
  var known=folds.get(c);
  if(known!==undefined)return known;
  known='';
  if(!/[…‥⋯]/.test(c))for(var x of c.normalize('NFKD'))for(var y of x.toLowerCase()){
    if(/[。!?;]/.test(y))known+='\n';
    else if(!drops(y.codePointAt(0)))known+=simple&&simple.get(y)||y}
  folds.set(c,known);
  return known}
/* within quotation marks nothing is dropped */
function whole(c){var f=one(c);return f&&f!='\n'?f:/\p{M}/u.test(c)?'':c.normalize('NFKC').toLowerCase()}
function fold(text){
  var s='';
  for(var c of text){
    var f=one(c);
    if(f=='\n'){if(s&&s[s.length-1]!='\n')s+=f}else s+=f}
  return s[s.length-1]=='\n'?s.slice(0,-1):s}
function exact(text){var s='';for(var c of text)s+=whole(c);return s}
/* the fold with the place of each character in the text: from, to */
function trace(text,how){
  var s='',from=[],to=[],at=0;
  for(var c of text){
    var f=how(c);
    if(how==one&&f=='\n'&&(!s||s[s.length-1]=='\n'))f='';
    for(var k=0;k<f.length;k++){from.push(at);to.push(at+c.length)}
    s+=f;at+=c.length}
  return{s:s,from:from,to:to}}
function simplify(){
  return ready().then(function(w){return load('t2s',w.m.e)}).then(function(t){
    if(simple)return;
    var a=Array.from(t[0]),b=Array.from(t[1]);
    simple=new Map(a.map(function(c,i){return[c,b[i]]}));
    folds.clear();age++})}

/* ---- bits of the index, lowest first */
function bytes(text){
  var raw=atob(text),b=new Uint8Array(raw.length+8);
  for(var i=0;i<raw.length;i++)b[i]=raw.charCodeAt(i);
  return b}
function Bits(b){this.b=b;this.at=0}
Bits.prototype={
  word:function(){var i=this.at>>3,b=this.b;return(b[i]|b[i+1]<<8|b[i+2]<<16|b[i+3]<<24)>>>(this.at&7)},
  take:function(k){if(!k)return 0;var v=this.word()&((1<<k)-1);this.at+=k;return v},
  /* ones before a zero; 24 of them stand by themselves */
  ones:function(){var x=~this.word()&0x1ffffff;return x?31-Math.clz32(x&-x):25},
  rice:function(k){
    var q=0,n;
    while((n=this.ones())>=24){if(this.at>this.b.length*8)throw new Error('bits');q+=24;this.at+=24}
    this.at+=n+1;
    return k?(q+n<<k)|this.take(k):q+n},
  gamma:function(){var l=this.ones();this.at+=l+1;return(1<<l)+this.take(l)},
  /* m of n, or the others if they are fewer */
  some:function(n,m,skip){
    var not=2*m>n,c=not?n-m:m,k=parameter(n,c),at=-1,next=0,r=[];
    while(c--){
      at+=this.rice(k)+1;
      if(skip)continue;
      if(not)while(next<at)r.push(next++);else r.push(at);
      next=at+1}
    if(not&&!skip)while(next<n)r.push(next++);
    return r}};
function parameter(n,m){var x=11*n>>4,k=0;while(m*Math.pow(2,k+1)<=x)k++;return k}
function hash(points){
  var h=0x811c9dc5|0;
  points.forEach(function(c){h=Math.imul(h^c,0x01000193);h^=h>>>15});
  h=h||1;h^=h>>>16;h=Math.imul(h,0x85ebca6b);h^=h>>>13;h=Math.imul(h,0xc2b2ae35);
  return(h^h>>>16)>>>0}
function points(s){return Array.from(s,function(c){return c.codePointAt(0)})}
function top(h,bits){return bits?h>>>(32-bits):0}
/* the lists of some fingerprints in a shard: [ids, classes] by fingerprint */
function lists(b,n,wanted){
  var bits=new Bits(b),count=bits.take(24),step=parameter(1<<17,count),print=-1,found=new Map(),left=wanted.size;
  while(count--&&left){
    print+=bits.rice(step)+1;
    var df=bits.gamma(),skip=!wanted.has(print),ids=bits.some(n,df,skip),classes=new Uint8Array(skip?0:df),m=bits.gamma()-1,strong=bits.some(df,m,skip);
    strong.forEach(function(r){classes[r]=1});
    if(m)bits.some(m,bits.gamma()-1,skip).forEach(function(r){classes[strong[r]]=2});
    if(!skip){found.set(print,[ids,classes]);left--}}
  return found}

/* ---- a query: words, all of which must be there; within quotation marks exactly */
function terms(query){
  var found=[],seen=new Set();
  query.slice(0,LONGEST*2).replace(/\s*(?:["“”＂]([^"“”＂]+)["“”＂](?=\s|$)|「([^「」]+)」(?=\s|$)|(\S+))/g,function(_,a,b,word){
    var text=word||a||b,t={f:fold(text),x:word?'':exact(text.trim())};
    if(t.f&&!seen.has(t.f+'\n'+t.x)){seen.add(t.f+'\n'+t.x);t.g=grams(t.f);found.push(t)}});
  return found}
function grams(f){
  var c=points(f),g=[],end=0;
  function is(from,to){
    var ascii=0,i;
    for(i=from;i<to;i++){if(c[i]==10||c[i]==null)return to-from==3&&i==from+1&&c[i]==10;ascii+=c[i]<128}
    return to-from==2||ascii>(to-from==3?0:2)}
  c.forEach(function(_,i){
    var l=4;
    while(l>1&&!is(i,i+l))l--;
    if(l>1&&i+l>end){end=i+l;g.push(hash(c.slice(i,end)))}});
  return spread(c.length>1?Array.from(new Set(g)):[hash(c)+ALONE])}
/* each is a file: first a few from end to end */
function spread(g){
  var few=Array.from({length:FEW},function(_,i){return g[Math.floor(i*(g.length-1)/(FEW-1))]});
  return g.length>FEW?few.concat(g.filter(function(h){return few.indexOf(h)<0})):g}

/* the lists of grams in a segment; kept, for who types asks for most of them again */
function fetchLists(w,seg,gs){
  var shards=new Map();
  gs.forEach(function(h){
    if(w.lists.has(seg.i+':'+h))return;
    var s=h<ALONE?top(h,seg.b):(1<<seg.b)+top(h,Math.max(seg.b-6,0));
    shards.set(s,(shards.get(s)||[]).concat(h))});
  return Promise.all(Array.from(shards,function(e){
    return load('s/'+hex(seg.i)+'/'+hex(e[0]),seg.e).then(function(value){
      var dot=value.indexOf('.');
      if(value.slice(0,dot)!=seg.d)throw new Error('redeployed');
      var found=lists(bytes(value.slice(dot+1)),seg.n,new Set(e[1].map(function(h){return h&0x1ffff})));
      e[1].forEach(function(h){w.lists.set(seg.i+':'+h,found.get(h&0x1ffff)||null)})})}))}
/* 1 + the class of a term in each report of a segment; 0 where it is not */
function classes(w,seg,g,into){
  var ls=g.map(function(h){return w.lists.get(seg.i+':'+h)}),n=0;
  if(ls.some(function(l){return!l}))return 0;
  ls.sort(function(a,b){return a[0].length-b[0].length});
  var have=null;
  ls.forEach(function(l){
    var now=new Uint8Array(seg.n);
    for(var i=0;i<l[0].length;i++){
      var id=l[0][i],c=l[1][i]+1;
      if(!have)now[id]=c;else if(have[id])now[id]=Math.min(have[id],c)}
    have=now});
  for(var i=0;i<seg.n;i++)if(have[i]&&!w.gone.has(seg.start+i)){into[seg.start+i]=have[i];n++}
  return n}

/* names that a term is or is part of lift their reports */
var WEIGHT=[0,1,1.8,6];
function lift(folded,t,is,part){
  var best=0;
  folded.forEach(function(name){
    if(name==t)best=Math.max(best,is);
    else if(t.length>1&&name.indexOf(t)>=0)best=Math.max(best,part*(.5+.5*t.length/name.length))});
  return best}
/* candidates of terms by so many grams of each, with scores */
function candidates(w,ts,most){
  var gs=ts.map(function(t){return t.g.slice(0,most)}),all=Array.from(new Set([].concat.apply([],gs)));
  return Promise.all(w.segs.map(function(seg){return fetchLists(w,seg,all)})).then(function(){
    var score=new Float32Array(w.all),ids=[];
    ts.forEach(function(t,k){
      var cls=new Uint8Array(w.all),df=0;
      w.segs.forEach(function(seg){df+=classes(w,seg,gs[k],cls)});
      w.extra.forEach(function(f,x){var place=within(f,t);if(place.length){cls[w.n+x]=place[0].at<2?3:1;df++}});
      var idf=Math.log(1+(w.all-df+.5)/(df+.5))+.2;
      for(var id=0;id<w.all;id++)score[id]=cls[id]&&(!k||score[id])?score[id]+idf*WEIGHT[cls[id]]:0});
    var org=[],i;
    for(i=0;i<w.all;i++)if(score[i])ids.push(i);
    if(ids.length){
      w.fo.forEach(function(name,p){
        var own=0;
        ts.forEach(function(t){own+=lift([name],t.f,6,3)});
        org[p]=Math.max(own,w.q[p]>=0?.6*org[w.q[p]]:0)});
      ids.forEach(function(id){score[id]+=(org[w.org[id]]||0)+.002*Math.max(w.year[id]-1900,0)})}
    var own=w.ft.map(function(names){return ts.reduce(function(sum,t){return sum+lift(names,t.f,4,2)},0)}),c={ids:ids,score:score};
    if(!ids.length||!own.some(Boolean))return c;
    return Promise.all(own.map(function(more,p){return more&&topic(w,p)})).then(function(lists){
      var best=new Map();
      lists.forEach(function(list,p){if(list)list.forEach(function(id){best.set(id,Math.max(own[p],best.get(id)||0))})});
      best.forEach(function(more,id){if(score[id])score[id]+=more});
      return c})})}

/* what the facets leave, with the counts of each facet under the others */
function narrow(w,ids,chosen){
  var inOrg=[],org=w.o.map(function(){return 0}),year=new Map(),flag=new Uint8Array(w.all),left=[];
  w.q.forEach(function(parent,p){inOrg[p]=chosen.org.indexOf(p)>=0||parent>=0&&inOrg[parent]});
  if(chosen.topic.length)chosen.topic.forEach(function(p){w.topics[p].forEach(function(id){flag[id]|=2})});
  else flag.fill(2);
  ids.forEach(function(id){
    var t=flag[id]&2,o=!chosen.org.length||inOrg[w.org[id]],y=!chosen.year.length||chosen.year.indexOf(w.year[id])>=0;
    if(t&&y)for(var p=w.org[id];p>=0;p=w.q[p])org[p]++;
    if(t&&o&&w.year[id])year.set(w.year[id],(year.get(w.year[id])||0)+1);
    if(o&&y)flag[id]|=4;
    if(t&&o&&y)left.push(id)});
  var topic=w.topics&&w.topics.map(function(list){var n=0;list.forEach(function(id){if(flag[id]&4)n++});return n});
  return{ids:left,org:org,year:year,topic:topic}}

/* ---- texts of a report */
function fragment(w,id){
  if(id>=w.n)return Promise.resolve(w.extra[id-w.n]);
  var seg=w.segs.filter(function(s){return id>=s.start&&id<s.start+s.n})[0],k=id-seg.start;
  return load('f/'+hex(seg.i)+'/'+hex(k>>8)+'/'+hex(k&255),seg.e)}
/* its texts: `at` in the order title, subtitle, organisation, path, topics, body */
function texts(f){
  if(f.age===age)return f.all;
  var all=[f.t,f.s,f.g].concat(f.o,f.p).map(function(text){return{text:text,kind:0,anchor:''}}),anchor='',head='',kind=1;
  f.b.forEach(function(b){
    if(typeof b!='string'){kind=b[0];anchor=b[1];head=kind>1&&kind<7?b[2]:''}
    all.push({text:typeof b=='string'?b:b[2],kind:kind,anchor:anchor,head:head})});
  all.forEach(function(x,at){x.at=at;x.f=fold(x.text)});
  f.age=age;
  return f.all=all}
function holds(x,t){return x.f.indexOf(t.f)>=0&&(!t.x||exact(x.text).indexOf(t.x)>=0)}
function within(f,t){return texts(f).filter(function(x){return holds(x,t)})}
/* a hit with the text that says most, or null if it is none */
function verify(f,ts){
  var found=ts.map(function(t){return within(f,t)});
  if(found.some(function(x){return!x.length})){
    if(!f.h||simple)return Promise.resolve(null);
    return simplify().then(function(){return verify(f,ts)})}
  var names=3+f.o.length+f.p.length,best=null,most=0;
  texts(f).forEach(function(x){
    if(x.at<2||x.at>2&&x.at<names)return;
    var n=found.filter(function(xs){return xs.indexOf(x)>=0}).length-(x.at==2?.5:0);
    if(n>most){best=x;most=n}});
  /* in the title, or a name that the kicker shows: the text opens the report */
  var inTitle=found.every(function(xs){return xs[0].at<2});
  var quoted=best&&(best.at>2||!found.some(function(xs){return xs.some(function(x){return x.at>2})}))?best:null;
  return Promise.resolve({f:f,at:inTitle&&(!quoted||quoted.at==2)?null:quoted,
    text:(quoted||texts(f)[names]||{text:''}),terms:ts})}

/* ---- search: everything above for one query */
function nothing(){return{org:[],topic:[],year:[],sort:''}}
function start(query,chosen){
  chosen=chosen||nothing();
  return ready().then(function(w){
    var ts=terms(query),run={w:w,on:chosen,terms:ts,ids:[],any:0,next:0,wrong:0,hits:[]};
    if(!ts.length)return run;
    /* what is long is rare: two texts say whether these are it */
    var long=ts.some(function(t){return t.g.length>FEW});
    return rank(run,FEW).then(function(){return more(run,long?2:PAGE,long?2*FEW:FEW)})})
  .then(function(run){
    /* the index is simplified: a query that is not finds nothing at first */
    var none=!run.hits.length&&!run.any||run.any&&!run.hits.length&&run.next>=run.ids.length&&!chosen.org.length&&!chosen.topic.length&&!chosen.year.length;
    if(!none||simple||!HAN.test(query))return run;
    return simplify().then(function(){
      var again=terms(query).map(function(t){return t.f}).join('\r');
      return again==run.terms.map(function(t){return t.f}).join('\r')?run:start(query,chosen)})})}
/* the candidates in order, by so many grams of each term */
function rank(run,most){
  var w=run.w,on=run.on;
  return Promise.all([candidates(w,run.terms,most),w.n<=MANY||on.topic.length?topics(w):0]).then(function(both){
    var c=both[0],left=narrow(w,c.ids,on),first=run.hits.map(function(hit){return hit.id});
    run.ids=first.concat(left.ids.filter(function(id){return first.indexOf(id)<0}).sort(on.sort=='year'?function(a,b){return w.year[b]-w.year[a]||b-a}
      :function(a,b){return c.score[b]-c.score[a]||b-a}));
    run.facets=left;run.of=c.ids;run.any=c.ids.length;run.next=first.length;run.wrong=0})}
/* the next candidates: hits, or not */
function step(run,count){
  var batch=run.ids.slice(run.next,run.next+count);
  return Promise.all(batch.map(function(id){
    return fragment(run.w,id).then(function(f){return verify(f,run.terms)})})).then(function(found){
    found.forEach(function(hit,k){
      run.next++;
      if(hit){hit.id=batch[k];run.hits.push(hit)}else run.wrong++})})}
/* more hits. Each candidate is a file, and most often a hit */
function more(run,count,grams){
  var had=grams?0:run.hits.length,seen=0;
  function on(size){
    var from=run.next;
    return step(run,size).then(function(){
      var got=run.hits.length-had;
      seen+=run.next-from;
      if(run.wrong&&grams>FEW&&run.ids.length>run.next+3){
        var all=grams;
        grams=FEW;
        return rank(run,all).then(function(){return on(Math.max(PAGE-seen,1))})}
      return isExact(run)||(got?got>2&&seen>=PAGE||seen>PAGE+1:seen>=16*PAGE)?run:on(got?seen<PAGE?PAGE-seen:2:2*PAGE)})}
  return on(count)}
function total(run){return run.ids.length-run.wrong}
function isExact(run){return run.next>=run.ids.length}
/* redeployed under an open page, or a file failed: once more */
function find(query,chosen){
  return start(query,chosen).catch(function(){forget();return start(query,chosen)})}

/* ---- names: what is typed is part of one, or one character off, or its pinyin */
function shardNames(w,f){
  var c=Array.from(f),ends=[c[0],c[c.length-1]].map(function(x){return top(hash(points(x)),w.m.names)});
  return Promise.all(Array.from(new Set(ends)).map(function(s){return load('n/'+hex(s),w.m.e)})).then(function(all){
    var seen=new Set(),out=[];
    [].concat.apply([],all).forEach(function(n){
      if(!seen.has(n[0]+n[1])){seen.add(n[0]+n[1]);out.push({name:n[0],f:fold(n[0]),kind:2+n[1],href:n[2],weight:n[3]})}});
    return out})}
function ownNames(w){
  return w.own||(w.own=w.o.map(function(name,p){return{name:name,f:w.fo[p],kind:0,place:p,weight:0}})
    .concat(w.t.map(function(t,p){return{name:t[0],f:w.ft[p][0],others:w.ft[p],kind:1,place:p,weight:0}}))
    .concat(w.years.map(function(y){return{name:''+y,f:''+y,others:[''+y,y+'年'],kind:7,href:'years/'+y+'.html',weight:0}})))}
/* a file that an older index lacks: no metrics */
function metrics(w){
  return load('m',w.m.e).then(function(all){return all.map(function(m){return{name:m[0],f:fold(m[0]),kind:6,href:m[1],weight:0}})},function(){return[]})}
function known(query,count){
  return ready().then(function(w){
    var f=fold(query);
    if(!f||f.indexOf('\n')>=0)return[];
    return Promise.all([shardNames(w,f),f.length>1?metrics(w):[]]).then(function(files){
      var seen=new Set();
      return ownNames(w).concat(files[0],files[1]).filter(function(n){
        return(n.others||[n.f]).some(function(x){return x.indexOf(f)>=0})&&!seen.has(n.name)&&seen.add(n.name)})
      .sort(function(a,b){
        return(b.f.indexOf(f)==0)-(a.f.indexOf(f)==0)||a.f.length-b.f.length||b.weight-a.weight})
      .slice(0,count)})})}
/* at most one character more, less, or other; or within a longer name one other */
function isNear(f,name){
  var a=Array.from(f),b=Array.from(name),i=0,j=0;
  if(a.length<2||f==name)return false;
  if(Math.abs(a.length-b.length)<2){
    while(i<a.length&&a[i]==b[i])i++;
    while(j<a.length-i&&j<b.length-i&&a[a.length-1-j]==b[b.length-1-j])j++;
    if(Math.max(a.length,b.length)-i-j<2)return true;
    if(a.length==b.length&&a.length-i-j==2&&a[i]==b[i+1]&&a[i+1]==b[i])return true}
  if(a.length<3)return false;
  for(i=0;i+a.length<=b.length;i++){
    var off=0;
    for(j=0;j<a.length&&off<2;j++)off+=a[j]!=b[i+j];
    if(off<2)return true}
  return false}
function near(query){
  return ready().then(function(w){
    var f=fold(query);
    if(!f||f.indexOf('\n')>=0)return[];
    return shardNames(w,f).then(function(names){
      var seen=new Set(),size=Array.from(f).length;
      return ownNames(w).concat(names).filter(function(n){
        return(n.others||[n.f]).some(function(x){return isNear(f,x)})&&!seen.has(n.name)&&seen.add(n.name)})
      .sort(function(a,b){return Math.abs(a.f.length-size)-Math.abs(b.f.length-size)||b.weight-a.weight}).slice(0,6)})})}
/* any mix of initials and syllables: names as wholes, then phrases */
var SYLLABLE=/^(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)$/;
function spelled(query){
  var q=query.toLowerCase().replace(/ü/g,'v').replace(/[\s'’]/g,'');
  if(!/^[a-z]{2,40}$/.test(q))return Promise.resolve([]);
  return ready().then(function(w){
    var second=new Set(),l;
    function add(c){if(c&&!/[iuv]/.test(c))second.add(c)}
    add(q[1]);
    if(/^[zcs]h/.test(q))add(q[2]);
    for(l=1;l<7;l++)if(SYLLABLE.test(q.slice(0,l)))add(q[l]);
    var shards=new Set(Array.from(second,function(c){return top(hash(points(q[0]+c)),w.m.pinyin)}));
    return Promise.all(Array.from(shards,function(s){return load('p/'+hex(s),w.m.e)})).then(function(all){
      var best=new Map(),after=new Map(),wholes=new Map();
      all.forEach(function(p){
        var readings=new Map(),syllable='',before=[],m,phrase=/(\d)([^\da-z]+)([a-z])/gu;
        p[0].replace(/[a-z]+|[^a-z]/gu,function(x){
          if(/^[a-z]/.test(x))syllable=x;
          else readings.set(x,(readings.get(x)||[]).concat(syllable));
          return''});
        while((m=phrase.exec(p[1]))){
          before=before.slice(0,+m[1]).concat(Array.from(m[2]));
          var n=spells(q,before,0,readings);
          if(n>1){
            var text=before.slice(0,n).join('');
            after.set(text,(after.get(text)||new Set()).add(before[n]||''));
            best.set(text,(best.get(text)||0)+Math.pow(2,m[3].charCodeAt(0)-97))}}
        (p[2]||[]).forEach(function(x){
          var chars=Array.from(fold(x[0])),n=spells(q,chars,0,readings),place=x[1]<2;
          if(n>1)wholes.set(x[1]+x[0],{name:x[0],f:chars.join(''),kind:x[1],place:place?+x[2]:0,href:place?'':x[2],weight:x[3],full:n==chars.length})})});
      var names=Array.from(wholes.values()).sort(function(a,b){return b.full-a.full||b.weight-a.weight||a.f.length-b.f.length}).slice(0,6),
        seen=names.map(function(n){return n.name}),
        /* what goes on in one way only is a part of something longer */
        phrases=Array.from(best).filter(function(e){return seen.indexOf(e[0])<0&&(!names.length||after.get(e[0]).size>1||after.get(e[0]).has(''))});
      return names.concat(phrases.sort(function(a,b){return b[1]-a[1]}).slice(0,8).map(function(e){return{name:e[0],kind:5}}))})})}
/* how many characters from `at` on the letters spell; 0 if they do not */
function spells(q,chars,at,readings){
  if(!q)return at;
  var ss=readings.get(chars[at])||[];
  for(var k=0;k<ss.length;k++){
    var s=ss[k],r;
    if(s.indexOf(q)==0)return at+1;
    var heads=[s,/^[zcs]h/.test(s)?s.slice(0,2):'',s[0]];
    for(var h=0;h<3;h++)if(heads[h]&&q.indexOf(heads[h])==0&&(r=spells(q.slice(heads[h].length),chars,at+1,readings)))return r}
  return 0}
function suggest(query){
  return Promise.all([spelled(query),known(query,8)]).then(function(all){
    var seen=new Set();
    return all[0].slice(0,6).concat(all[1]).filter(function(n){return!seen.has(n.name)&&seen.add(n.name)}).slice(0,8)})}

/* ---- page: text nodes and marks only */
function el(tag,name,text){var e=d.createElement(tag);if(name)e.className=name;if(text!=null)e.textContent=text;return e}
function clear(e){while(e.firstChild)e.firstChild.remove()}
function all(q,c){return[].slice.call((c||d).querySelectorAll(q))}
function say(words,values){
  return words.replace(/\{(\w+)\}/g,function(whole,key){return key in values?values[key]:whole})}
/* where terms stand in a text, in order and apart */
function spans(text,ts){
  var found=[],plain=trace(text,one),full=null,out=[],last=0;
  ts.forEach(function(t){
    var place=t.x?full||(full=trace(text,whole)):plain,needle=t.x||t.f,at=-1;
    while((at=place.s.indexOf(needle,at+1))>=0)found.push([place.from[at],place.to[at+needle.length-1]])});
  found.sort(function(a,b){return a[0]-b[0]||b[1]-a[1]});
  found.forEach(function(x){if(x[0]>=last){out.push(x);last=x[1]}});
  return out}
/* a text with its hits marked; cut around the first if it is long */
function mark(e,text,ts,most){
  var found=spans(text,ts),from=0,to=text.length;
  if(most&&to>most){
    from=found.length?Math.max(0,Math.min(found[0][0]-30,to-most)):0;
    to=from+most;
    if(found.length)to=Math.min(text.length,Math.max(to,found[0][1]));
    if(/[\udc00-\udfff]/.test(text.charAt(from)))from--;
    if(/[\udc00-\udfff]/.test(text.charAt(to)))to++}
  var at=from;
  if(from)e.append('…');
  found.forEach(function(x){
    if(x[0]<at||x[1]>to)return;
    e.append(text.slice(at,x[0]));
    e.append(el('mark','',text.slice(x[0],x[1])));
    at=x[1]});
  e.append(text.slice(at,to));
  if(to<text.length)e.append('…')}
/* the words as they stand in the report, for its page to mark */
function literal(hit){
  var where=[hit.at?hit.at.text:'',hit.f.t,hit.f.s],out=[];
  hit.terms.forEach(function(t){
    where.some(function(text){
      var x=text&&spans(text,[t])[0];
      if(x)out.push(text.slice(x[0],x[1]));
      return x})});
  return out.slice(0,4)}
function address(hit){
  var q=literal(hit).map(function(x){return'q='+encodeURIComponent(x)}).join('&');
  return root+hit.f.u+(q&&'?'+q)+(hit.at&&hit.at.anchor?'#'+encodeURIComponent(hit.at.anchor):'')}

/* ---- suggestions below a field: the combobox pattern of WAI-ARIA */
function combobox(form,chosen){
  var input=form.querySelector('input'),kinds=(form.getAttribute('data-kinds')||'').split('|'),
    list=el('ul','sugg'),status=el('span','vh'),asked=0,at=-1,items=[],composing=false;
  list.id=input.id+'-list';list.hidden=true;
  list.setAttribute('role','listbox');list.setAttribute('aria-label',form.getAttribute('data-label')||'');
  status.setAttribute('role','status');
  form.append(list,status);
  [['role','combobox'],['aria-autocomplete','list'],['aria-expanded','false'],['aria-controls',list.id],['autocomplete','off']]
    .forEach(function(a){input.setAttribute(a[0],a[1])});
  function close(){asked++;at=-1;list.hidden=true;status.textContent='';input.setAttribute('aria-expanded','false');input.removeAttribute('aria-activedescendant')}
  function point(k){
    at=k;
    all('li',list).forEach(function(li,i){li.setAttribute('aria-selected',i==k?'true':'false');if(i==k)li.scrollIntoView({block:'nearest'})});
    if(k<0)input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant',list.id+k)}
  function pick(k){input.value=items[k].name;close();chosen(true)}
  function open(){
    var mine=++asked,q=input.value.trim().slice(0,LONGEST);
    if(!q)return close();
    suggest(q).then(function(found){
      if(mine!=asked||d.activeElement!=input)return;
      items=found.filter(function(n){return n.name!=q});
      clear(list);
      items.forEach(function(n,k){
        var li=el('li');
        li.id=list.id+k;li.setAttribute('role','option');li.setAttribute('aria-selected','false');
        mark(li.appendChild(el('span')),n.name,terms(q).map(function(t){return{f:t.f,x:''}}));
        li.append(el('small','',kinds[n.kind]));
        li.onpointerdown=function(e){e.preventDefault()};
        li.onclick=function(){pick(k)};
        list.append(li)});
      at=-1;input.removeAttribute('aria-activedescendant');
      list.hidden=!items.length;
      input.setAttribute('aria-expanded',items.length?'true':'false');
      status.textContent=items.length?say(form.getAttribute(items.length==1?'data-one':'data-many')||'',{n:items.length}):''
    }).catch(function(){if(mine==asked)close()})}
  function changed(){if(!composing){open();chosen(false)}}
  input.addEventListener('compositionstart',function(){composing=true});
  input.addEventListener('compositionend',function(){composing=false;changed()});
  input.addEventListener('input',function(e){if(!e.isComposing)changed()});
  input.addEventListener('blur',close);
  input.addEventListener('keydown',function(e){
    if(composing||e.isComposing||e.keyCode==229)return;
    var n=items.length,shown=!list.hidden;
    if(e.key=='ArrowDown'||e.key=='ArrowUp'){
      e.preventDefault();
      if(!shown)open();
      else point(e.key=='ArrowDown'?(at+1>=n?-1:at+1):(at<0?n-1:at-1))}
    else if(e.key=='Escape'&&shown){e.preventDefault();close()}
    else if(e.key=='Enter'&&shown&&at>=0){e.preventDefault();pick(at)}});
  form.addEventListener('submit',function(e){e.preventDefault();if(!composing){close();chosen(true)}});
  return{input:input,close:close}}

/* ---- the page of results */
function page(form,found){
  var words=found.dataset,facets=found.querySelector('.facets'),list=found.querySelector('.hits'),named=d.querySelector('.named'),
    button=found.querySelector('.more'),status=d.querySelector('[data-found-status]'),nearby=d.querySelector('.near'),
    parts=(words.parts||'').split('|'),title=d.title,state=fromAddress(),settled=true,running=false,waiting=false,run=null,open=new Set(),turn=0,
    box=combobox(form,function(done){
      state.q=box.input.value.slice(0,LONGEST);
      if(done)box.input.value=state.q;
      update(done)});

  function fromAddress(){
    var p=new URLSearchParams(location.search);
    return{q:(p.get('q')||'').slice(0,LONGEST),org:p.getAll('org'),topic:p.getAll('topic'),year:p.getAll('year').map(Number),sort:p.get('sort')=='year'?'year':''}}
  /* one entry of the history for each search that was meant: typing goes on in the last */
  function toAddress(done){
    var p=new URLSearchParams();
    if(state.q.trim())p.set('q',state.q);
    ['org','topic','year'].forEach(function(k){state[k].forEach(function(v){p.append(k,v)})});
    if(state.sort)p.set('sort',state.sort);
    var to=location.pathname+(String(p)&&'?'+p);
    if(to!=location.pathname+location.search)try{history[settled?'pushState':'replaceState'](null,'',to);settled=false}catch(e){}
    if(done)settled=true}
  function update(done){toAddress(done);go()}
  /* while one search runs the last that was asked for waits */
  function go(keep){
    if(running){waiting=true;return}
    running=true;
    search(keep).then(function(){running=false;if(waiting){waiting=false;go()}})}
  function search(keep){
    var q=state.q.trim(),mine=++turn,names=named_(q);
    /* the ways in stand below, and would move when the results come */
    ways(!q||no);
    d.title=q?say(words.title,{q:q})+title:title;
    if(!q||no){run=null;found.hidden=true;status.textContent=no?words.server:'';clear(nearby);clear(named);return Promise.resolve()}
    found.setAttribute('aria-busy','true');
    /* on a slow line something is said meanwhile */
    var slow=setTimeout(function(){if(mine==turn)status.textContent=words.searching},400),count=Math.min(keep&&keep.shown||0,200);
    return places().then(function(chosen){return find(q,chosen).then(function(r){
      if(!r.any&&r.terms.length)return spelled(q).then(function(names){
        /* a whole name or a phrase, rather than a name that only begins so */
        var to=names.filter(function(n){return n.full||n.kind==5})[0]||names[0];
        return to?find(to.name,chosen).then(function(s){s.asked=to.name;return s.any?s:r}):r});
      return r})})
    .then(function(r){return count>r.hits.length?more(r,count-r.hits.length):r})
    /* all at once: what comes later would move what is being read */
    .then(function(r){
      return Promise.all([names,r.hits.length||!r.terms.length?[]:near(q).catch(function(){return[]})]).then(function(more){
        run=r;clear(list);clear(nearby);clear(named);
        show(more[0]);draw(0);sides();
        if(r.hits.length)dated(q,r.w);else miss(q,more[1]);
        clearTimeout(slow);found.hidden=!r.any;ways(!r.any);
        if(keep&&keep.y)scrollTo(0,keep.y)})})
    .catch(function(){broken()})
    .then(function(){clearTimeout(slow);found.removeAttribute('aria-busy')})}
  /* facets in the address are ids, which stay; in the index they are places */
  function places(){
    if(!state.org.length&&!state.topic.length)return Promise.resolve({org:[],topic:[],year:state.year,sort:state.sort});
    function at(){return ready().then(function(w){return(state.org.length?ids(w):Promise.resolve([])).then(function(all){
      var named=w.t.map(function(t){return t[1]});
      function of(ids){return function(id){return ids.indexOf(id)}}
      function there(x){return x>=0}
      return{org:state.org.map(of(all)).filter(there),topic:state.topic.map(of(named)).filter(there),year:state.year,sort:state.sort}})})}
    return at().catch(function(){forget();return at()})}

  function draw(from){
    run.hits.slice(from).forEach(function(hit){list.append(item(hit))});
    button.hidden=isExact(run);
    tell()}
  function tell(){
    var n=total(run),q=state.q.trim(),exactly=isExact(run);
    status.textContent=!run.terms.length?words.empty:!n?say(words.none,{q:q}):!run.hits.length?say(words.unsure,{q:q,n:run.next,of:run.ids.length}):
      (run.asked?say(words.spelled,{q:q,to:run.asked}):'')+
      say(!exactly?words.about:n==1?words.one:words.many,{q:run.asked||q,n:n})}
  function item(hit){
    var f=hit.f,e=el('article','item'),kick=e.appendChild(el('p','kick')),h=e.appendChild(el('h3')),a=h.appendChild(el('a','plain')),x=hit.at;
    function apart(sign){var i=el('i','',sign);i.setAttribute('aria-hidden','true');if(kick.firstChild)kick.append(i)}
    f.o.forEach(function(name,k){if(k)apart('›');mark(kick,name,hit.terms)});
    if(f.y){apart('·');kick.append(f.y)}
    f.p.slice(0,3).forEach(function(name){apart('·');mark(kick,name,hit.terms)});
    a.href=address(hit);
    mark(a,f.t,hit.terms);
    if(x&&(x.head||x.kind>9)){
      a.append(el('i','to'));
      mark(a,x.head||parts[x.kind-10]||'',hit.terms)}
    /* a heading is in the title already: what follows it is quoted */
    var text=hit.text;
    if(x&&x.head&&x.text==x.head)text=texts(f).slice(x.at+1).filter(function(y){return y.text!=y.head})[0];
    if(text)mark(e.appendChild(el('p','s')),text.text,hit.terms,120);
    return e}

  /* facets: within a group any, between groups all */
  function sides(){
    var held=d.activeElement&&facets.contains(d.activeElement)&&d.activeElement,focus=held&&[held.name,held.value],w=run.w,c=run.facets;
    all('fieldset',facets).forEach(function(set){
      var group=set.getAttribute('data-facet'),rows=[],full=open.has(group);
      all('label,button',set).forEach(function(e){e.remove()});
      if(group=='sort'){
        [['',words.sortBest],['year',words.sortYear]].forEach(function(s){row(set,'radio','sort',s[0],s[1],null,state.sort==s[0],0)});
        return}
      if(!c){set.hidden=true;return}
      if(group=='year')c.year.forEach(function(n,y){rows.push([y,String(y),n,state.year.indexOf(y)>=0,0])});
      if(group=='year'){
        state.year.forEach(function(y){if(!c.year.has(y))rows.push([y,String(y),0,true,0])});
        rows.sort(function(a,b){return b[0]-a[0]})}
      if(group=='topic'&&!c.topic){
        push(set,words.topics,function(){topics(w).then(function(){if(run.w==w){run.facets=narrow(w,run.of,run.on);sides();first(set)}}).catch(broken)});
        set.hidden=!w.t.length;
        return}
      if(group=='topic')w.t.forEach(function(t,p){if(c.topic[p]||isOn('topic',p))rows.push([p,t[0],c.topic[p],isOn('topic',p),0])});
      if(group=='topic')rows.sort(function(a,b){return b[3]-a[3]||b[2]-a[2]});
      if(group=='org')tree(-1,0);
      /* organisations: those at the top, and what lies below the chosen or the only one */
      function tree(parent,depth){
        var below=[];
        (w.below||(w.below=children(w)))[parent+1].forEach(function(p){if(c.org[p]||isOn('org',p))below.push(p)});
        below.sort(function(a,b){return isOn('org',b)-isOn('org',a)||c.org[b]-c.org[a]});
        if(!full&&below.length>8)below=below.filter(function(p,k){return k<8||isOn('org',p)||holdsOn(p)});
        below.forEach(function(p){
          rows.push([p,w.o[p],c.org[p],isOn('org',p),depth]);
          if(isOn('org',p)||below.length==1||holdsOn(p))tree(p,depth+1)})}
      function holdsOn(p){return(run.on.org||[]).some(function(o){for(o=w.q[o];o>=0;o=w.q[o])if(o==p)return true;return false})}
      var most=group=='org'?Infinity:8,cut=!full&&(rows.length>most||group=='org'&&children(w)[0].filter(function(p){return c.org[p]}).length>8);
      (full?rows:rows.filter(function(r,k){return k<most||r[3]})).forEach(function(r){row(set,'checkbox',group,r[0],r[1],r[2],r[3],r[4])});
      if(cut)push(set,words.all,function(){open.add(group);sides();first(set)});
      set.hidden=!rows.length});
    if(focus){
      var same=all('input',facets).filter(function(i){return i.name==focus[0]&&i.value==focus[1]})[0];
      if(same)same.focus()}}
  function push(set,text,then){
    var b=set.appendChild(el('button','',text));
    b.type='button';b.onclick=then}
  function first(set){var i=set.querySelector('input');if(i)i.focus()}
  function isOn(group,place){return(run.on[group]||[]).indexOf(place)>=0}
  function row(set,type,name,value,text,n,on,depth){
    var l=el('label',depth?'d'+Math.min(depth,4):''),i=l.appendChild(el('input'));
    i.type=type;i.name=name;i.value=value;i.checked=on;
    l.append(el('span','',text));
    if(n!=null)l.append(el('small','',n));
    set.append(l)}
  facets.addEventListener('change',function(e){
    var i=e.target,group=i.name;
    if(group=='sort'){state.sort=i.value;settled=true;return update(true)}
    if(group=='year'){toggle(+i.value);return}
    if(group=='topic'){toggle(run.w.t[+i.value][1]);return}
    id(run.w,+i.value).then(toggle).catch(broken);
    function toggle(v){
      state[group]=state[group].filter(function(x){return x!=v});
      if(i.checked)state[group].push(v);
      settled=true;update(true)}});
  facets.addEventListener('submit',function(e){e.preventDefault()});

  button.onclick=function(){
    var from=run.hits.length,now=run,held=d.activeElement==button;
    button.disabled=true;
    more(run,2*PAGE).then(function(){
      button.disabled=false;
      if(now!=run)return;
      draw(from);
      var next=list.children[from];
      if(held&&next)next.querySelector('a').focus()
    }).catch(function(){button.disabled=false;broken()})};

  function ways(shown){d.documentElement.classList.toggle('asked',!shown)}
  /* pages of the names themselves, before the reports */
  function named_(q){
    if(!q||no)return Promise.resolve([]);
    return Promise.all([ready(),known(q,6),spelled(q)]).then(function(got){
      var ns=got[1].concat(got[2].filter(function(n){return n.full&&!got[1].some(function(m){return m.name==n.name})})).slice(0,6);
      return Promise.all(ns.map(function(n){
        return n.kind==0?id(got[0],n.place).then(function(id){return'orgs/'+encodeURIComponent(id)+'.html'})
          :n.kind==1?'topics/'+encodeURIComponent(got[0].t[n.place][1])+'.html':n.href}))
      .then(function(to){return ns.map(function(n,k){return{n:n,to:to[k]}})})}).catch(function(){return[]})}
  function show(ns){
    var ts=terms(state.q);
    ns.forEach(function(x){
      var n=x.n,a=el('a'),f=fold(state.q),kind=el('span','kind',(form.getAttribute('data-kinds')||'').split('|')[n.kind]),
        /* the other name by which it was found */
        other=n.kind==1&&n.f.indexOf(f)<0&&run.w.t[n.place][2].filter(function(o){return fold(o).indexOf(f)>=0})[0];
      mark(a,n.name,ts);
      a.href=root+x.to;
      named.append(a,kind);
      if(other)mark(kind.appendChild(el('small')),' '+other,ts)})}
  /* a year among the words: its reports may be meant, not those that name it */
  function dated(q,w){
    var year=0,rest=q.split(/\s+/).map(function(word){
      var m=/^(\d{4})年?(.*)$/.exec(word);
      if(!m||year||w.years.indexOf(+m[1])<0||/^\d/.test(m[2]))return word;
      year=+m[1];
      return m[2]}).filter(Boolean).join(' ');
    if(year&&rest&&!state.year.length)offer(say(words.year||'',{year:year}),[{name:rest,year:year,to:'?q='+encodeURIComponent(rest)+'&year='+year}])}
  /* nothing is found: what is near */
  function miss(q,ns){
    if(!run.terms.length)return;
    var filtered=state.org.length||state.topic.length||state.year.length;
    if(filtered&&run.any){offer(words.unfilter,[{name:q,to:'?q='+encodeURIComponent(q)}]);return}
    dated(q,run.w);
    if(ns.length)offer(words.near,ns.map(function(n){return{name:n.name,to:'?q='+encodeURIComponent(n.name)}}))}
  function offer(text,links){
    if(nearby.firstChild)nearby.append(' ');
    nearby.append(text);
    links.forEach(function(l){
      var a=el('a','',l.name);
      a.href=l.to;
      a.onclick=function(e){
        if(e.ctrlKey||e.metaKey||e.shiftKey)return;
        e.preventDefault();box.input.value=state.q=l.name;
        state.org=[];state.topic=[];state.year=l.year?[l.year]:[];settled=true;update(true);box.input.focus()};
      nearby.append(' ',a)})}
  function broken(){
    found.hidden=true;clear(nearby);clear(named);ways(true);
    status.textContent=words.error;
    var b=el('button','',words.again);
    b.type='button';b.onclick=function(){forget();go()};
    nearby.append(b)}
  function children(w){
    var c=[[]];
    w.o.forEach(function(){c.push([])});
    w.q.forEach(function(parent,p){c[parent+1].push(p)});
    return c}

  addEventListener('popstate',function(){
    state=fromAddress();settled=true;box.input.value=state.q;box.close();go(history.state)});
  /* back from a report: as many results, at the same place */
  addEventListener('pagehide',function(){
    if(run)try{history.replaceState({shown:run.hits.length,y:scrollY},'')}catch(e){}});
  var fold_=found.querySelector('details');
  if(fold_)fold_.open=matchMedia('(min-width:62rem)').matches;
  if(box.input.value&&!state.q)state.q=box.input.value.slice(0,LONGEST);else box.input.value=state.q;
  if(state.q||no)go(history.state);else box.input.focus({preventScroll:true})}

/* for scripts of a theme, and for tests */
window.huibianSearch={find:find,more:more,total:total,isExact:isExact,suggest:suggest,near:near,fold:fold,hash:function(s){return hash(points(s))},parameter:parameter,
  lists:function(text,n){return lists(bytes(text),n,{size:Infinity,has:function(){return true}})},ready:ready,simplify:simplify,mark:mark,terms:terms};

function begin(){
  var found=d.getElementById('found');
  all('form[data-search]').forEach(function(form){
    if(found&&form.querySelector('#q'))return page(form,found);
    combobox(form,function(done){
      var input=form.querySelector('input');
      if(done&&input.value.trim())location.href=form.action+'?q='+encodeURIComponent(input.value.trim().slice(0,LONGEST))})})}
if(d.readyState=='loading')d.addEventListener('DOMContentLoaded',begin);else begin();
})();
